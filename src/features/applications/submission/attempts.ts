import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';

/** What was attempted: freezing and signing the paper, or sending it. */
export type AttemptStep = 'signing' | 'submission';

const tries = 10;

/** «П-81-4402»: short enough to be read to support over the telephone. */
export function attemptNumber(digits: string): string {
  return `П-${digits.slice(0, 2)}-${digits.slice(2, 6)}`;
}

/**
 * Enters an attempt and gives its number; `code` says why it failed, null that it succeeded. Written on its own when the
 * transaction of the act has failed, so that support can find what the person saw.
 */
export async function recordAttempt(
  ctx: Context,
  actor: Actor,
  attempt: Readonly<{ applicationId: string; step: AttemptStep; code: string | null }>,
): Promise<string> {
  for (let attempted = 1; ; attempted += 1) {
    // Six digits run out some day: then a longer tail keeps the numbers apart.
    const number = attemptNumber(ctx.random.digits(6)) + (attempted > tries / 2 ? `-${ctx.random.digits(4)}` : '');
    const entered = await ctx
      .db('submission_attempts')
      .insert({
        number,
        application_id: attempt.applicationId,
        person_id: actor.personId,
        step: attempt.step,
        code: attempt.code,
        at: ctx.clock.now(),
      })
      .onConflict('number')
      .ignore()
      .returning('number');
    if (entered.length === 1) return number;
    if (attempted === tries) throw new Error('no free attempt number');
  }
}
