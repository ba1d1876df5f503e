import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { PasswordRules } from '../../../platform/passwords.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import {
  endSessionsOf,
  forgetDevices,
  formerPasswordsOf,
  passwordChangedAt,
  replacePassword,
} from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { profileFor } from '../../profile/index.ts';
import { isTooOld } from './rules.ts';

/** Former passwords that may not come back, the current one not counted. */
const remembered = 3;

/** What others may know of a person: of these people make passwords, and by these they are guessed. */
const guessable = [
  ...(['lastName', 'firstName', 'middleName', 'phone', 'email'] as const),
  ...(['birthDate', 'snils', 'inn', 'passportNumber'] as const),
];

/** What a person's new password is judged by: staff need 12 characters. */
export async function passwordRulesOf(ctx: Context, actor: Actor): Promise<PasswordRules> {
  const profile = await profileFor(ctx, actor);
  const { passwordMinLength, staffPasswordMinLength } = ctx.config.limits;
  return {
    minLength: actor.roles.length > 0 ? staffPasswordMinLength : passwordMinLength,
    ownData: guessable.flatMap((key) => profile[key] ?? []).filter((text) => text !== ''),
    forbiddenWords: ctx.config.region.name.split(/\s+/),
  };
}

/** Whether the person's password is older than the portal lets it be. */
export async function isPasswordOld(ctx: Context, personId: string): Promise<boolean> {
  const { passwordMaxAgeDays } = ctx.config.limits;
  if (passwordMaxAgeDays === 0) return false;
  return isTooOld(await passwordChangedAt(ctx, personId), ctx.clock.now(), passwordMaxAgeDays);
}

/** Whether this was one of the person's last passwords, the present one not counted. */
export async function wasUsed(ctx: Context, personId: string, password: string): Promise<boolean> {
  for (const hash of await formerPasswordsOf(ctx, personId, remembered)) {
    if (await ctx.passwords.verify(password, hash)) return true;
  }
  return false;
}

export const usedBefore: FieldError = {
  field: 'password',
  message: 'Такой пароль у вас уже был. Придумайте другой',
};

/**
 * Puts a new password in the place of the one that was checked: every other session ends, every other device is forgotten,
 * and all contacts are told. Joins a transaction. @throws Conflict when the password was changed meanwhile
 */
export async function putPassword(
  tx: Context,
  personId: string,
  change: Readonly<{ from: string; to: string }>,
  here: Readonly<{ sessionId: string; deviceId: string | null; ip: string }>,
): Promise<void> {
  if (!(await replacePassword(tx, personId, change))) throw new Conflict();
  await endSessionsOf(tx, personId, here.sessionId, 'password');
  await forgetDevices(tx, personId, here.deviceId);
  await tx.audit.record({ act: 'password.changed', personId, actorId: personId, ip: here.ip });
  await notify(tx, {
    personId,
    category: 'security',
    subject: 'Пароль от кабинета изменён',
    text: 'Пароль от кабинета изменён. Остальные сеансы завершены, на других устройствах при входе понадобится код.\n\nЕсли это сделали не вы, обратитесь в поддержку портала как можно скорее.',
    path: '/settings/security',
    sms: true,
  });
}
