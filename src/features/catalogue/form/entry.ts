import { formatAccount } from '../../../platform/values/bank-account.ts';
import { formatIsoDate, isIsoDate } from '../../../platform/values/date.ts';
import { formatEmail } from '../../../platform/values/email.ts';
import { formatMoney } from '../../../platform/values/money.ts';
import { formatDepartmentCode, formatPassport } from '../../../platform/values/passport.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { groupDigits } from '../../../platform/values/plural.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import type { Field } from '../definition/fields.ts';
import { isDateEntry, type Answer, type Entered } from './answers.ts';

/** A posted form: names of controls to their values. */
export type Body = Readonly<Record<string, unknown>>;

const MAX_TYPED = 10_000;

/** What the controls of a question hold in a posted form; whatever is not there counts as empty. */
export function enteredIn(body: Body, field: Field, name: string): Entered {
  if (field.type === 'date')
    return {
      day: textOf(body[`${name}-day`]),
      month: textOf(body[`${name}-month`]),
      year: textOf(body[`${name}-year`]),
    };
  if (field.type === 'choices') return listOf(body[name]);
  return textOf(body[name]);
}

/** The controls of a question, filled from a kept answer, be it right or wrong. */
export function enteredFrom(field: Field, answer: Answer | undefined): Entered {
  if (field.type === 'date') return dateEntry(answer);
  if (field.type === 'choices') return Array.isArray(answer) ? answer.filter((value) => typeof value === 'string') : [];
  if (field.type === 'checkbox') return answer === true || answer === 'yes' ? 'yes' : '';
  if (typeof answer === 'number') return field.type === 'money' ? inRoubles(answer) : String(answer).replace('.', ',');
  return typeof answer === 'string' ? readable(field, answer) : '';
}

/** The answer in words, for a list to be checked, a PDF or a result; several ticked options are several lines. */
export function linesOf(field: Field, answer: Answer | undefined): string[] {
  if (answer === undefined) return [];
  if ('options' in field) {
    const values: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    return values.map((value) => field.options.find((option) => option.value === value)?.label ?? String(value));
  }
  if (answer === true) return ['Да'];
  if (isDateEntry(answer)) return [[answer.day, answer.month, answer.year].join('.')];
  if (field.type === 'date' && typeof answer === 'string' && isIsoDate(answer)) return [formatIsoDate(answer)];
  if (field.type === 'money' && typeof answer === 'number') return [formatMoney(answer)];
  if (field.type === 'number' && typeof answer === 'number')
    return [groupDigits(answer) + (field.unit ? `\u00A0${field.unit}` : '')];
  if (typeof answer === 'number') return [String(answer)];
  return typeof answer === 'string' ? readable(field, answer).split('\n') : [];
}

/** Grouped for the eye where it has its normal form; what was typed wrongly stays as it was. */
function readable(field: Field, answer: string): string {
  if (field.type === 'snils' && /^\d{11}$/.test(answer)) return formatSnils(answer);
  if (field.type === 'passport' && /^\d{10}$/.test(answer)) return formatPassport(answer);
  if (field.type === 'department-code' && /^\d{6}$/.test(answer)) return formatDepartmentCode(answer);
  if (field.type === 'phone' && answer.startsWith('+')) return formatPhone(answer);
  if (field.type === 'email' && /@.*xn--/.test(answer)) return formatEmail(answer);
  return field.type === 'account' && /^\d{20}$/.test(answer) ? formatAccount(answer) : answer;
}

function dateEntry(answer: Answer | undefined): Entered {
  if (isDateEntry(answer)) return answer;
  if (typeof answer !== 'string' || !isIsoDate(answer)) return { day: '', month: '', year: '' };
  return { day: answer.slice(8), month: answer.slice(5, 7), year: answer.slice(0, 4) };
}

function inRoubles(kopecks: number): string {
  const rest = kopecks % 100;
  return `${(kopecks - rest) / 100}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}`;
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.slice(0, MAX_TYPED) : '';
}

function listOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '').slice(0, 100);
}
