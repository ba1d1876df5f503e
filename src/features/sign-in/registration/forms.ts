import { readForm, type FormResult } from '../../../http/forms.ts';
import { passwordAdvice, passwordProblems } from '../../../platform/passwords.ts';
import { checkEmail } from '../../../platform/values/email.ts';
import { checkPersonName, otherAlphabet } from '../../../platform/values/person-name.ts';
import { checkMobilePhone } from '../../../platform/values/phone.ts';
import type { Name } from '../../accounts/index.ts';
import type { RegistrationFlow } from './rules.ts';

export function parsePhone(body: unknown): FormResult<{ phone: string }> {
  const form = readForm(body);
  const phone = form.checked('phone', checkMobilePhone, { required: 'Введите номер мобильного телефона' });
  return form.result({ phone });
}

export function parseName(body: unknown): FormResult<Name> {
  const form = readForm(body);
  const last = form.checked('lastName', (text) => checkPersonName(text, 'lastName'), { required: 'Введите фамилию' });
  const first = form.checked('firstName', (text) => checkPersonName(text, 'firstName'), { required: 'Введите имя' });
  const absent = form.checkbox('noMiddleName');
  const middle = form.checked('middleName', (text) => checkPersonName(text, 'patronymic'));
  if (absent && middle !== null)
    form.error('middleName', 'Отчество введено, а внизу отмечено, что его нет. Оставьте что-то одно');
  if (!absent && middle === null && form.text('middleName') === '')
    form.error('middleName', 'Введите отчество или отметьте, что его нет');
  if (last && first)
    for (const { part, message } of otherAlphabet({ lastName: last, firstName: first, patronymic: middle }))
      form.error(part === 'patronymic' ? 'middleName' : part, message);
  return form.result({ last, first, middle });
}

export type AccessForm = Readonly<{ email: string | null; password: string }>;

/** E-mail (optional) and a new password, typed twice; the password is judged with what is known of the person so far. */
export function parseAccess(
  body: unknown,
  flow: RegistrationFlow,
  minLength: number,
  regionName: string,
): FormResult<AccessForm> {
  const form = readForm(body);
  const email = form.checked('email', checkEmail);
  const password = form.secret('password', { required: 'Придумайте пароль' }).trim();
  const again = form.secret('passwordAgain').trim();
  if (password !== '') {
    const { last = '', first = '', middle = '' } = flow.name ?? {};
    const ownData = [flow.phone, email ?? '', last, first, middle ?? ''].filter((text) => text !== '');
    const problems = passwordProblems(password, { minLength, ownData, forbiddenWords: regionName.split(/\s+/) });
    if (problems.length > 0) form.error('password', passwordAdvice(problems));
    else if (again !== password)
      form.error('passwordAgain', again === '' ? 'Введите пароль ещё раз' : 'Пароли не совпали');
  }
  return form.result({ email, password });
}

export function parseAgreement(body: unknown): FormResult<null> {
  const form = readForm(body);
  form.checkbox('agreement', {
    required: 'Примите пользовательское соглашение: без него учётную запись создать нельзя',
  });
  form.checkbox('policy', { required: 'Отметьте, что прочитали политику обработки данных' });
  return form.result(null);
}

export function parseConsent(body: unknown): FormResult<null> {
  const form = readForm(body);
  form.checkbox('consent', { required: 'Отметьте согласие: без него учётную запись создать нельзя' });
  return form.result(null);
}
