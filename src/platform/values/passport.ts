import { accept, compact, isAllZeros, isDigits, refuse, type Checked } from './check.ts';
import { addDays, addMonths, formatIsoDate, type IsoDate } from './date.ts';

/** The present passport is issued since this day (Government decree 828 of 8.07.1997). */
const FIRST_ISSUE: IsoDate = '1997-10-01';
/** After the 20th and the 45th birthday the old passport serves 90 more days (decree 2267 of 23.12.2023). */
const GRACE_DAYS = 90;

/** Checks the series of a Russian passport: 4 digits. */
export function checkPassportSeries(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите серию паспорта: 4 цифры');
  if (!isDigits(digits, 4)) return refuse('Серия паспорта состоит из 4 цифр');
  if (digits.startsWith('00')) return refuse('Такой серии не бывает. Проверьте её по паспорту');
  return accept(digits);
}

/** Checks the number of a Russian passport: 6 digits. */
export function checkPassportNumber(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите номер паспорта: 6 цифр');
  if (!isDigits(digits, 6)) return refuse('Номер паспорта состоит из 6 цифр');
  if (isAllZeros(digits)) return refuse('Такого номера не бывает. Проверьте его по паспорту');
  return accept(digits);
}

/** Checks series and number typed in one field, with or without «№»; the value is 10 digits. */
export function checkPassport(text: string): Checked {
  const digits = compact(text).replace(/№|No/gi, '');
  if (digits === '') return refuse('Введите серию и номер паспорта: 10 цифр');
  if (!isDigits(digits, 10)) return refuse('Серия и номер паспорта вместе состоят из 10 цифр');
  const series = checkPassportSeries(digits.slice(0, 4));
  if (!series.ok) return series;
  const number = checkPassportNumber(digits.slice(4));
  return number.ok ? accept(digits) : number;
}

/** «44 12 345678» from 10 digits. */
export function formatPassport(digits: string): string {
  return `${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`;
}

/** Checks a department code «440-001»; the value is its 6 digits. */
export function checkDepartmentCode(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите код подразделения, например 440-001');
  if (!isDigits(digits, 6)) return refuse('Код подразделения состоит из 6 цифр, например 440-001');
  if (isAllZeros(digits)) return refuse('Такого кода не бывает. Проверьте его по паспорту');
  return accept(digits);
}

/** «440-001» from 6 digits. */
export function formatDepartmentCode(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3)}`;
}

/**
 * Checks the date of issue against the person's birth and today: not in the future, not before the passport existed or its
 * owner was 14, and still valid.
 */
export function checkPassportIssueDate(issued: IsoDate, birth: IsoDate, today: IsoDate): Checked<IsoDate> {
  if (issued > today) return refuse('Дата выдачи не может быть в будущем');
  if (issued < FIRST_ISSUE) return refuse('Паспорта нынешнего образца выдают с 01.10.1997. Проверьте дату выдачи');
  if (issued < addMonths(birth, 14 * 12))
    return refuse('Паспорт выдают с 14 лет. Проверьте дату выдачи и дату рождения');
  const until = passportValidUntil(issued, birth);
  if (until !== null && until < today) {
    return refuse(`Этот паспорт действовал до ${formatIsoDate(until)}. Введите данные нового паспорта`);
  }
  return accept(issued);
}

/** The last day of a passport's validity (90 days after the next of the 20th and 45th birthdays), or null: without end. */
export function passportValidUntil(issued: IsoDate, birth: IsoDate): IsoDate | null {
  for (const age of [20, 45]) {
    const birthday = addMonths(birth, age * 12);
    if (issued < birthday) return addDays(birthday, GRACE_DAYS);
  }
  return null;
}
