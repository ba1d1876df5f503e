import type { Context } from '../../../context.ts';
import { minute } from '../../../platform/values/durations.ts';
import { counted } from '../../../platform/values/plural.ts';
import { formatTime } from '../../../platform/values/time.ts';
import { readLogin } from '../../../platform/values/login-identifier.ts';
import {
  findCredentials,
  findDevice,
  isStaff,
  rehashPassword,
  type Credentials,
  type Person,
} from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { hasApp } from '../factors/store.ts';
import { beginAttempt, endAttempt, type Attempted } from '../lockout/actions.ts';
import { passwordLock } from '../lockout/rules.ts';
import { isPasswordOld } from '../passwords/actions.ts';
import {
  accountBlocked,
  locked,
  stepAfterPassword,
  subjectOf,
  wrongPassword,
  type LoginRefusal,
  type NextStep,
} from './rules.ts';

export type LoginAttempt = Readonly<{
  typed: string;
  password: string;
  /** The subscriber's part of the address. */
  address: string;
  deviceToken: string | null;
}>;

export type LoginVerdict = LoginRefusal | Readonly<{ ok: true; person: Person; deviceId: string | null }>;

/**
 * Checks a login and a password. Attempts count before they are looked at, per account and source; an unknown identifier costs
 * the same work and locks the same way. The third failure locks and tells the owner; while locked, the password is not looked at.
 */
export async function checkPassword(ctx: Context, attempt: LoginAttempt): Promise<LoginVerdict> {
  const login = readLogin(attempt.typed);
  const found = login === null ? null : await findCredentials(ctx, login);
  const device = await findDevice(ctx, found?.person.id ?? '', attempt.deviceToken ?? '');
  const attempted: Attempted = {
    purpose: 'password',
    subject: subjectOf(found?.person.id ?? null, login, attempt.typed),
    source: device === null ? { kind: 'address', value: attempt.address } : { kind: 'device', value: device.id },
  };
  const lock = passwordLock(ctx.config.limits);
  const begun = await beginAttempt(ctx, attempted, lock);
  if (!begun.allowed) return refuse(ctx, found, locked(begun.lockedUntil), attempt.address);
  const right = await ctx.passwords.verify(attempt.password, found?.passwordHash ?? null);
  if (!right || found === null) {
    const refusal = begun.locks && begun.lockedUntil !== null ? locked(begun.lockedUntil) : wrongPassword;
    return refuse(ctx, found, refusal, attempt.address, begun.locks);
  }
  if (found.person.status === 'blocked') return refuse(ctx, found, accountBlocked, attempt.address);
  await ctx.transaction((tx) => endAttempt(tx, attempted, lock));
  await refreshHash(ctx, found, attempt.password);
  return { ok: true, person: found.person, deviceId: device?.id ?? null };
}

/** Journals the refusal and, when it is the one that locks, tells the owner: at most once in the time of a lock. */
async function refuse(
  ctx: Context,
  found: Credentials | null,
  refusal: LoginRefusal,
  ip: string,
  locks = false,
): Promise<LoginRefusal> {
  const personId = found?.person.id ?? null;
  await ctx.transaction(async (tx) => {
    await tx.audit.record({
      act: 'login.refused',
      personId,
      actorId: null,
      result: 'refused',
      ip,
      details: { code: refusal.code },
    });
    if (locks && personId !== null && refusal.lockedUntil !== undefined)
      await tellOwner(tx, personId, refusal.lockedUntil);
  });
  return refusal;
}

async function tellOwner(tx: Context, personId: string, lockedUntil: number): Promise<void> {
  const { loginFailures, loginLockMinutes } = tx.config.limits;
  const times = counted(loginFailures, 'раз', 'раза', 'раз');
  const until = formatTime(lockedUntil, tx.config.timeZone);
  await notify(tx, {
    personId,
    category: 'security',
    key: `login-lock:${personId}:${Math.floor(tx.clock.now() / (loginLockMinutes * minute))}`,
    subject: `Вход по паролю закрыт до ${until}: неверный пароль введён ${times} подряд`,
    text: [
      `Кто-то ${times} подряд ввёл неверный пароль от вашей учётной записи. Оттуда, где это случилось, вход по паролю закрыт до ${until}.`,
      'Если это были вы, подождите и войдите снова. С устройства, на котором вы уже входили, можно войти сразу.',
      'Если это были не вы, войдите и смените пароль: его, возможно, подбирают. Никому не сообщайте пароль и коды.',
    ].join('\n\n'),
    path: '/login',
    sms: true,
  });
}

/** A password hashed at another cost is hashed anew, now that it is known. */
async function refreshHash(ctx: Context, { person, passwordHash }: Credentials, password: string): Promise<void> {
  if (!ctx.passwords.isOutdated(passwordHash)) return;
  await rehashPassword(ctx, person.id, { from: passwordHash, to: await ctx.passwords.hash(password) });
}

/** What is owed after the right password. A foreign computer is never a known device. */
export async function nextStep(ctx: Context, person: Person, knownDevice: boolean): Promise<NextStep> {
  return stepAfterPassword({
    hasApp: await hasApp(ctx, person.id),
    staff: isStaff(person),
    knownDevice,
    oldPassword: await isPasswordOld(ctx, person.id),
  });
}
