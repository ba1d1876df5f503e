import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatDate } from '../../../platform/values/time.ts';
import type { Case } from '../../cases/index.ts';
import type { RequestedDocument } from '../supplements/rules.ts';
import { insertRequest } from '../supplements/store.ts';
import { tellApplicant } from '../telling.ts';
import { applicationInHand, step, type Shown } from './loading.ts';

/**
 * Asks the applicant for documents or an answer in words until `dueAt` (UTC ms); the term of the case stands still where its
 * definition allows it. `documents` may be empty when words are enough.
 */
export async function requestDocuments(
  ctx: Context,
  actor: Actor,
  input: Shown & Readonly<{ message: string; dueAt: number; documents: readonly RequestedDocument[] }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await applicationInHand(tx, actor, input.number);
    const moved = await step(tx, actor, input, loaded, {
      to: 'documents_required',
      reason: { text: input.message },
      answerDueAt: input.dueAt,
    });
    await insertRequest(tx, {
      id: tx.ids.next(),
      applicationId: loaded.application.id,
      askedBy: actor.personId,
      askedByName: actor.name,
      message: input.message,
      documents: input.documents,
      askedAt: tx.clock.now(),
      dueAt: input.dueAt,
      answer: null,
      answeredAt: null,
      readAt: null,
    });
    const until = formatDate(input.dueAt, tx.config.timeZone);
    const wanted =
      input.documents.length === 0
        ? ''
        : `\n\nНужно прислать: ${input.documents.map(({ title }) => title).join('; ')}.`;
    await tellApplicant(tx, moved, {
      key: `application.request.${moved.revision}`,
      sender: loaded.service.definition.department.name,
      subject: `Требуются документы по заявлению ${moved.number}`,
      text: `${input.message}${wanted}\n\nОтветьте до ${until} на странице заявления. Если ответа не будет, в услуге откажут.`,
      message: 'request',
      notice: 'deadlines',
      sms: true,
    });
    return moved;
  });
}
