import type { FormReader } from '../../../http/forms.ts';
import { passwordAdvice, passwordProblems, type PasswordRules } from '../../../platform/passwords.ts';

/** A new password, typed twice and judged by `rules`; `current` is the one it must differ from, where that was typed, too. */
export function readNewPassword(form: FormReader, rules: PasswordRules, current: string | null = null): string {
  const password = form.secret('password', { required: 'Придумайте новый пароль' }).trim();
  const again = form.secret('passwordAgain').trim();
  if (password === '') return password;
  const problems = passwordProblems(password, rules);
  if (problems.length > 0) form.error('password', passwordAdvice(problems));
  else if (password === current) form.error('password', 'Новый пароль совпадает с текущим');
  else if (again !== password)
    form.error('passwordAgain', again === '' ? 'Введите новый пароль ещё раз' : 'Пароли не совпали');
  return password;
}
