import { readForm, type FormResult } from '../../../http/forms.ts';
import { passwordAdvice, passwordProblems, type PasswordRules } from '../../../platform/passwords.ts';

export type PasswordForm = Readonly<{ current: string; password: string }>;

/** Current password, new, new again; the new one is judged by `rules`. */
export function parsePasswordChange(body: unknown, rules: PasswordRules): FormResult<PasswordForm> {
  const form = readForm(body);
  const current = form.secret('current', { required: 'Введите текущий пароль' }).trim();
  const password = form.secret('password', { required: 'Придумайте новый пароль' }).trim();
  const again = form.secret('passwordAgain').trim();
  if (password !== '') {
    const problems = passwordProblems(password, rules);
    if (problems.length > 0) form.error('password', passwordAdvice(problems));
    else if (password === current) form.error('password', 'Новый пароль совпадает с текущим');
    else if (again !== password)
      form.error('passwordAgain', again === '' ? 'Введите новый пароль ещё раз' : 'Пароли не совпали');
  }
  return form.result({ current, password });
}
