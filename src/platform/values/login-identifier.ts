import { compact } from './check.ts';
import { checkEmail } from './email.ts';
import { checkPersonInn } from './inn.ts';
import { checkMobilePhone } from './phone.ts';
import { checkSnils } from './snils.ts';

export type LoginIdentifier = Readonly<{ kind: 'phone' | 'email' | 'inn' | 'snils'; value: string }>;

/**
 * What a person typed in the login field, normalised as the checks of its kind do, or null when it can be none of them.
 * Eleven bare digits that would do for both are a telephone: no СНИЛС has reached 700-000-000 yet; written in the groups of a
 * СНИЛС they are one.
 */
export function readLogin(text: string): LoginIdentifier | null {
  if (text.length > 300) return null;
  if (text.includes('@') || text.includes('＠')) return found('email', checkEmail(text));
  const digits = compact(text);
  if (/^\d{12}$/.test(digits)) return found('inn', checkPersonInn(digits));
  const snils = found('snils', checkSnils(text));
  if (snils && /^\s*\d{3}\p{Pd}\d{3}\p{Pd}\d{3}[\s\p{Pd}]?\d{2}\s*$/u.test(text)) return snils;
  return found('phone', checkMobilePhone(text)) ?? snils;
}

function found(
  kind: LoginIdentifier['kind'],
  checked: { ok: true; value: string } | { ok: false; message: string },
): LoginIdentifier | null {
  return checked.ok ? { kind, value: checked.value } : null;
}
