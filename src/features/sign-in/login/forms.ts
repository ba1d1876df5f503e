import { readForm, type FormResult } from '../../../http/forms.ts';
import { safeNext } from '../../../http/next-address.ts';

export type LoginForm = Readonly<{ login: string; password: string; foreign: boolean; next: string | null }>;

/** The login form; spaces around the login and the password are forgiven. */
export function parseLogin(body: unknown): FormResult<LoginForm> {
  const form = readForm(body);
  const login = form.text('login', { required: 'Введите телефон, почту, ИНН или СНИЛС' });
  const password = form.secret('password', { required: 'Введите пароль' }).trim();
  const foreign = form.checkbox('foreign');
  const next = safeNext(form.text('next', { max: 1000 }));
  return form.result({ login, password, foreign, next });
}

/** A form of one code; spaces and dashes in it are forgiven. */
export function parseCode(body: unknown): FormResult<{ code: string }> {
  const form = readForm(body);
  const code = form.secret('code', { required: 'Введите код из 6 цифр', max: 40, spaces: false }).replace(/[-–—]/g, '');
  if (code !== '' && !/^\d{6}$/.test(code)) form.error('code', 'Код состоит из 6 цифр', 'AUTH-CODE-WRONG');
  return form.result({ code });
}
