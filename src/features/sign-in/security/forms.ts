import { readForm, type FormResult } from '../../../http/forms.ts';
import type { PasswordRules } from '../../../platform/passwords.ts';
import { readNewPassword } from '../passwords/forms.ts';

export type PasswordForm = Readonly<{ current: string; password: string }>;

/** Current password, new, new again; the new one is judged by `rules`. */
export function parsePasswordChange(body: unknown, rules: PasswordRules): FormResult<PasswordForm> {
  const form = readForm(body);
  const current = form.secret('current', { required: 'Введите текущий пароль' }).trim();
  const password = readNewPassword(form, rules, current);
  return form.result({ current, password });
}
