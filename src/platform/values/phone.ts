import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { accept, refuse, singleLine, type Checked } from './check.ts';

const EMPTY = 'Введите номер телефона, например +7 900 000-00-01';

/**
 * Checks a telephone number of any country (libphonenumber); the value is E.164: «+79000000001». Spaces, brackets, dashes
 * and a leading 8, 7 or nothing before a Russian number are forgiven; extensions are refused, for a code cannot reach them.
 */
export function checkPhone(text: string): Checked {
  return check(text, () => true, '');
}

/** Checks a number that can receive an SMS. Where a country does not tell mobile numbers apart, it is accepted. */
export function checkMobilePhone(text: string): Checked {
  return check(text, isMobile, 'На этот номер нельзя отправить СМС. Введите номер мобильного телефона');
}

/** «+7 900 000-00-01» from E.164; numbers of other countries in their international groups. */
export function formatPhone(value: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}

/** «+7 900 ···-··-01»: enough for its owner to recognise, too little for a stranger. Takes E.164. */
export function maskPhone(value: string): string {
  const shown = formatPhone(value);
  const first = shown.startsWith('+7 ') ? 6 : shown.indexOf(' ') + 1;
  return shown.slice(0, first) + shown.slice(first, -2).replace(/\d/g, '·') + shown.slice(-2);
}

function check(text: string, fits: (phone: PhoneNumber) => boolean, otherwise: string): Checked {
  const typed = singleLine(text.normalize('NFKC'));
  if (typed === '') return refuse(EMPTY);
  if (!/^[+0-9\s().\p{Pd}\u2212/]+$/u.test(typed))
    return refuse('В номере телефона бывают только цифры, пробелы, скобки и дефисы');
  // «+8 900 …» is 8 and +7 mixed up; no country code begins with 89.
  const phone = parsePhoneNumberFromString(typed.replace(/^\+\s*8(?=[\s(-]*9)/, '+7'), 'RU');
  if (!phone?.isValid()) return refuse('Такого номера телефона не бывает. Проверьте цифры, например +7 900 000-00-01');
  return fits(phone) ? accept(phone.number) : refuse(otherwise);
}

function isMobile(phone: PhoneNumber): boolean {
  const type = phone.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || type === undefined;
}
