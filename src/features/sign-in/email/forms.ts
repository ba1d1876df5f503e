import { readForm, type FormResult } from '../../../http/forms.ts';
import { checkEmail } from '../../../platform/values/email.ts';

export function parseEmail(body: unknown): FormResult<{ email: string }> {
  const form = readForm(body);
  const email = form.checked('email', checkEmail, { required: 'Введите адрес электронной почты' });
  return form.result({ email });
}
