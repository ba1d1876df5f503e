import { readForm, type FormResult } from '../../http/forms.ts';
import { checkNumber } from '../../platform/values/public-number.ts';
import { readCheckCode } from '../documents/index.ts';

export type CheckForm = Readonly<{ number: string; code: string }>;

/** Number and code as somebody types them off a paper, or as a QR code brings them. */
export function parseCheck(query: unknown): FormResult<CheckForm> {
  const form = readForm(query);
  const number = form.checked('number', checkNumber, { required: 'Введите номер документа' });
  const typed = form.text('code', { required: 'Введите код проверки, он напечатан рядом с номером' });
  const code = readCheckCode(typed);
  if (typed !== '' && code === null) form.error('code', 'Код состоит из 16 знаков: четыре группы по четыре');
  return form.result({ number, code: code ?? '' });
}
