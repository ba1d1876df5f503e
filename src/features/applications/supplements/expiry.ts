import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { caseById, moveCase } from '../../cases/index.ts';
import { findServiceVersion } from '../../catalogue/index.ts';
import { termPassed } from '../decisions/rules.ts';
import { applicationOfCase, saveDecision } from '../store.ts';
import { tellApplicant } from '../telling.ts';
import { unansweredCases } from './store.ts';

const batch = 50;

/** Refuses every application whose applicant was asked for documents and did not answer in time. Returns how many there were. */
export async function rejectUnanswered(ctx: Context): Promise<number> {
  let rejected = 0;
  for (;;) {
    const caseIds = await unansweredCases(ctx, ctx.clock.now(), batch);
    for (const caseId of caseIds) {
      // An answer that has come a moment ago goes before.
      await reject(ctx, caseId).catch(ignoreConflict);
      rejected += 1;
    }
    if (caseIds.length < batch) return rejected;
  }
}

async function reject(ctx: Context, caseId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { revision } = await caseById(tx, caseId);
    const application = await applicationOfCase(tx, caseId);
    const record = await moveCase(tx, null, { caseId, revision, to: 'rejected', reason: termPassed });
    await saveDecision(tx, application.id, {
      verdict: 'rejected',
      groundCode: termPassed.code,
      reason: termPassed.text,
      at: tx.clock.now(),
    });
    const { definition } = await findServiceVersion(tx, application.versionId);
    await tellApplicant(tx, record, {
      key: `application.lapsed.${record.revision}`,
      sender: definition.department.name,
      subject: `Отказ по заявлению ${record.number}`,
      text: `В услуге «${record.title}» отказано: ${termPassed.text.toLowerCase()}. Вы можете подать заявление снова.`,
      message: 'important',
      notice: 'status',
      sms: true,
    });
  });
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof Conflict)) throw error;
}
