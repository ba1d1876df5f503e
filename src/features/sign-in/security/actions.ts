import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatTime } from '../../../platform/values/time.ts';
import { endSessionOf, endSessionsOf, passwordHashOf } from '../../accounts/index.ts';
import { beginAttempt, endAttempt, type Attempted } from '../lockout/actions.ts';
import { passwordLock, type Source } from '../lockout/rules.ts';
import { putPassword, usedBefore, wasUsed } from '../passwords/actions.ts';

/** The session that acts: it stays when the others end. */
export type Here = Readonly<{ sessionId: string; deviceId: string | null; source: Source; ip: string }>;

/**
 * Changes one's own password (SEC-6): the current one must be right (wrong ones count and lock as at login), the new one none
 * of the last. Every other session ends, every other device is forgotten, and all contacts are told.
 */
export async function changeOwnPassword(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ current: string; password: string }>,
  here: Here,
): Promise<{ ok: true } | Readonly<{ ok: false; error: FieldError }>> {
  const { personId } = actor;
  const attempted: Attempted = { purpose: 'password', subject: `person:${personId}`, source: here.source };
  const lock = passwordLock(ctx.config.limits);
  const begun = await beginAttempt(ctx, attempted, lock);
  if (!begun.allowed) return tooMany(ctx, begun.lockedUntil);
  const from = await passwordHashOf(ctx, personId);
  if (from === null || !(await ctx.passwords.verify(input.current, from))) {
    await ctx.audit.record({ act: 'password.changed', personId, actorId: personId, result: 'refused', ip: here.ip });
    return begun.locks && begun.lockedUntil !== null
      ? tooMany(ctx, begun.lockedUntil)
      : refuse('current', 'Текущий пароль неверен');
  }
  await ctx.transaction((tx) => endAttempt(tx, attempted, lock));
  if (await wasUsed(ctx, personId, input.password)) return { ok: false, error: usedBefore };
  const to = await ctx.passwords.hash(input.password);
  await ctx.transaction((tx) => putPassword(tx, personId, { from, to }, here));
  return { ok: true };
}

/** Ends one other session of one's own. @throws NotFound when it is not one, or is over. */
export async function endOwnSession(ctx: Context, { personId }: Actor, sessionId: string, ip: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await endSessionOf(tx, personId, sessionId, 'revoked'))) throw new NotFound();
    await tx.audit.record({ act: 'session.ended', personId, actorId: personId, subject: sessionId, ip });
  });
}

/** Ends every session of one's own but this one. */
export async function endOtherSessions(ctx: Context, { personId }: Actor, here: Here): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ended = await endSessionsOf(tx, personId, here.sessionId, 'revoked');
    await tx.audit.record({
      act: 'session.others-ended',
      personId,
      actorId: personId,
      ip: here.ip,
      details: { ended },
    });
  });
}

function tooMany(ctx: Context, lockedUntil: number) {
  const until = formatTime(lockedUntil, ctx.config.timeZone);
  return refuse('current', `Превышено количество попыток ввода пароля. Попробуйте после ${until}`, 'AUTH-LOCKED');
}

function refuse(field: string, message: string, code?: string) {
  return { ok: false as const, error: { field, message, ...(code !== undefined && { code }) } };
}
