import type { Context } from '../../../context.ts';
import { BadRequest } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { sentences } from '../../../platform/values/sentences.ts';
import type { Case } from '../../cases/index.ts';
import type { Service } from '../../catalogue/index.ts';
import { saveDecision } from '../store.ts';
import { tellApplicant } from '../telling.ts';
import { applicationInHand, step, type Shown } from './loading.ts';
import { applyProfileChange } from './profile-change.ts';
import { groundOf } from './rules.ts';

/**
 * Decides an application. A refusal names a ground of the service by its code; `reason` is told to the applicant. What an
 * approval changes in the profile is changed in the same transaction; its result is made by the worker afterwards.
 * @throws BadRequest for a refusal without ground or reason, Conflict for a stale page
 */
export async function decideApplication(
  ctx: Context,
  actor: Actor,
  input: Shown & Readonly<{ verdict: 'approved' | 'rejected'; groundCode: string | null; reason: string }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await applicationInHand(tx, actor, input.number);
    const { application, service } = loaded;
    const ground = input.verdict === 'rejected' ? groundOf(service.definition, input.groundCode) : null;
    if (input.verdict === 'rejected' && (ground === null || input.reason === '')) throw new BadRequest();
    const text = ground === null ? input.reason : sentences(ground.text, input.reason);
    const reason = text === '' ? undefined : { ...(ground && { code: ground.code }), text };
    const moved = await step(tx, actor, input, loaded, { to: input.verdict, ...(reason && { reason }) });
    await saveDecision(tx, application.id, {
      verdict: input.verdict,
      groundCode: ground?.code ?? null,
      reason: input.reason,
      at: tx.clock.now(),
    });
    if (input.verdict === 'rejected') await tellRefusal(tx, moved, service, text, ground?.code ?? '');
    else {
      await applyProfileChange(tx, actor, moved, application, service);
      await tx.outbox.publish({ kind: 'application.approved', key: moved.id, payload: { caseId: moved.id } });
    }
    return moved;
  });
}

async function tellRefusal(
  tx: Context,
  record: Case,
  { definition }: Service,
  text: string,
  code: string,
): Promise<void> {
  await tellApplicant(tx, record, {
    key: `application.rejected.${record.revision}`,
    sender: definition.department.name,
    subject: `Отказ по заявлению ${record.number}`,
    text: `В услуге «${record.title}» отказано. ${text} Основание: ${code}.\n\nЕсли причину можно исправить, подайте заявление снова: прежние ответы можно взять за основу.`,
    message: 'important',
    notice: 'status',
    sms: true,
  });
}
