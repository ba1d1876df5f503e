import type { Context } from '../../../context.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { PasswordRules } from '../../../platform/passwords.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatTime } from '../../../platform/values/time.ts';
import {
  endSessionOf,
  endSessionsOf,
  forgetDevices,
  formerPasswordsOf,
  passwordHashOf,
  replacePassword,
} from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { profileFor } from '../../profile/index.ts';
import { beginAttempt, endAttempt, type Attempted } from '../lockout/actions.ts';
import { passwordLock, type Source } from '../lockout/rules.ts';

/** The session that acts: it stays when the others end. */
export type Here = Readonly<{ sessionId: string; deviceId: string | null; source: Source; ip: string }>;

/** Former passwords that may not come back, the current one not counted. */
const remembered = 3;

/** What others may know of a person: of these people make passwords, and by these they are guessed. */
const guessable = [
  ...(['lastName', 'firstName', 'middleName', 'phone', 'email'] as const),
  ...(['birthDate', 'snils', 'inn', 'passportNumber'] as const),
];

/** What a person's new password is judged by: staff need 12 characters. */
export async function ownPasswordRules(ctx: Context, actor: Actor): Promise<PasswordRules> {
  const profile = await profileFor(ctx, actor);
  const { passwordMinLength, staffPasswordMinLength } = ctx.config.limits;
  return {
    minLength: actor.roles.length > 0 ? staffPasswordMinLength : passwordMinLength,
    ownData: guessable.flatMap((key) => profile[key] ?? []).filter((text) => text !== ''),
    forbiddenWords: ctx.config.region.name.split(/\s+/),
  };
}

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
  if (await wasUsed(ctx, personId, input.password))
    return refuse('password', 'Такой пароль у вас уже был. Придумайте другой');
  const to = await ctx.passwords.hash(input.password);
  await ctx.transaction(async (tx) => {
    if (!(await replacePassword(tx, personId, { from, to }))) throw new Conflict();
    await endSessionsOf(tx, personId, here.sessionId, 'password');
    await forgetDevices(tx, personId, here.deviceId);
    await tx.audit.record({ act: 'password.changed', personId, actorId: personId, ip: here.ip });
    await tell(
      tx,
      personId,
      'Пароль от кабинета изменён',
      'Остальные сеансы завершены, на других устройствах при входе понадобится код.',
    );
  });
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

async function wasUsed(ctx: Context, personId: string, password: string): Promise<boolean> {
  for (const hash of await formerPasswordsOf(ctx, personId, remembered)) {
    if (await ctx.passwords.verify(password, hash)) return true;
  }
  return false;
}

async function tell(tx: Context, personId: string, subject: string, words: string): Promise<void> {
  const text = `${subject}. ${words}\n\nЕсли это сделали не вы, обратитесь в поддержку портала как можно скорее.`;
  await notify(tx, { personId, category: 'security', subject, text, path: '/settings/security', sms: true });
}

function tooMany(ctx: Context, lockedUntil: number) {
  const until = formatTime(lockedUntil, ctx.config.timeZone);
  return refuse('current', `Превышено количество попыток ввода пароля. Попробуйте после ${until}`, 'AUTH-LOCKED');
}

function refuse(field: string, message: string, code?: string) {
  return { ok: false as const, error: { field, message, ...(code !== undefined && { code }) } };
}
