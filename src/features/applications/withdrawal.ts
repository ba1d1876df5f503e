import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { moveCase, type Case } from '../cases/index.ts';
import { findOwnSent } from './sent/store.ts';
import { notifyApplicant } from './telling.ts';

/**
 * Withdraws an application of the actor's party; nobody decides on it any more. @throws NotFound for a stranger's, Conflict for
 * a stale page and when it is too late
 */
export async function withdrawApplication(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ number: string; revision: number; reason: string }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const { record } = await findOwnSent(tx, actor, input.number);
    const reason = input.reason === '' ? undefined : { text: input.reason };
    const moved = await moveCase(tx, actor, {
      caseId: record.id,
      revision: input.revision,
      to: 'withdrawn',
      ...(reason && { reason }),
    });
    const text = `Вы отозвали заявление «${moved.title}». Рассматривать его не будут; подать новое можно в любое время.`;
    await notifyApplicant(tx, moved, {
      key: 'application.withdrawn',
      subject: `Заявление ${moved.number} отозвано`,
      text,
      notice: 'status',
      sms: true,
    });
    return moved;
  });
}
