import type { Context } from '../../../context.ts';
import { BadRequest, Conflict, NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { kindOf, mayLead, moverOf } from '../../cases/index.ts';
import type { FileVerdict } from '../attachments/rules.ts';
import { findAttachment, saveVerdict } from '../attachments/store.ts';
import { findSentForStaff } from '../sent/store.ts';

/** While the department works on a case it may judge its files. */
const judging = ['in_progress', 'checking', 'documents_received'];

/**
 * Says of one file whether it is accepted; a rejected one needs a reason, which the applicant sees beside it.
 * @throws NotFound for a missing case or file, Conflict when the case is not in work or led by another
 */
export async function judgeFile(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ number: string; attachmentId: string; verdict: FileVerdict; reason: string }>,
): Promise<void> {
  if (input.verdict === 'rejected' && input.reason === '') throw new BadRequest();
  await ctx.transaction(async (tx) => {
    const { record, application } = await findSentForStaff(tx, actor, input.number);
    if (moverOf(kindOf('application'), record, actor) !== 'official') throw new NotFound();
    if (!judging.includes(record.status) || !mayLead(record, actor)) throw new Conflict();
    const attachment = await findAttachment(tx, application.id, input.attachmentId);
    await saveVerdict(tx, attachment.id, input.verdict, input.reason === '' ? null : input.reason);
    await tx.audit.record({
      act: 'application.file-judged',
      personId: record.applicantId,
      actorId: actor.personId,
      party: record.owner,
      subject: record.number,
      details: { attachment: attachment.id, verdict: input.verdict },
    });
  });
}
