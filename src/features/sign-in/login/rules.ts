import { searchText } from '../../../platform/values/search-text.ts';
import type { LoginIdentifier } from '../../../platform/values/login-identifier.ts';

/** What stands between the right password and the cabinet. */
export type NextStep = 'in' | 'sms' | 'app' | 'new-password';

/**
 * Whether a code is owed after the right password: by the generator app where it is switched on, by SMS for staff (always)
 * and on a device that the account does not know; then a new password, when this one is too old; else the person is in.
 */
export function stepAfterPassword(
  facts: Readonly<{ hasApp: boolean; staff: boolean; knownDevice: boolean; oldPassword: boolean }>,
): NextStep {
  if (facts.hasApp) return 'app';
  if (facts.staff || !facts.knownDevice) return 'sms';
  return facts.oldPassword ? 'new-password' : 'in';
}

/** Where a login leads: back to the page that was asked for, else to the desk or the cabinet. */
export function landingOf(next: string | null, staff: boolean): string {
  return next ?? (staff ? '/staff' : '/cabinet');
}

/**
 * Against whom an attempt counts: a person, whichever of the four identifiers was typed, or the identifier itself when nobody
 * has it, so that unknown ones lock just as known ones do.
 */
export function subjectOf(personId: string | null, login: LoginIdentifier | null, typed: string): string {
  if (personId !== null) return `person:${personId}`;
  return login === null ? `text:${searchText(typed)}` : `${login.kind}:${login.value}`;
}

export type LoginRefusal = Readonly<{
  ok: false;
  code: 'AUTH-FAILED' | 'AUTH-LOCKED' | 'AUTH-BLOCKED';
  message: string;
  /** When password login from here opens again, UTC ms. */
  lockedUntil?: number;
}>;

export const wrongPassword: LoginRefusal = { ok: false, code: 'AUTH-FAILED', message: 'Неверный логин или пароль' };

/** Said after the right password only: strangers learn nothing of an account's state. */
export const accountBlocked: LoginRefusal = { ok: false, code: 'AUTH-BLOCKED', message: 'Аккаунт заблокирован' };

export function locked(lockedUntil: number): LoginRefusal {
  return { ok: false, code: 'AUTH-LOCKED', message: 'Превышено количество попыток ввода пароля', lockedUntil };
}
