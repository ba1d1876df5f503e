import { checkBik, checkSettlementAccount } from '../../../platform/values/bank-account.ts';
import { accept, refuse, severalLines, singleLine, type Checked } from '../../../platform/values/check.ts';
import { checkEmail } from '../../../platform/values/email.ts';
import { checkInn, checkOrganisationInn, checkPersonInn } from '../../../platform/values/inn.ts';
import { checkKpp } from '../../../platform/values/kpp.ts';
import { checkOgrn, checkOgrnip } from '../../../platform/values/ogrn.ts';
import { checkDepartmentCode, checkPassport } from '../../../platform/values/passport.ts';
import { checkPersonName } from '../../../platform/values/person-name.ts';
import { checkPhone } from '../../../platform/values/phone.ts';
import { checkCadastralNumber, checkPostalIndex } from '../../../platform/values/place.ts';
import { counted } from '../../../platform/values/plural.ts';
import { checkSnils } from '../../../platform/values/snils.ts';
import type { Field, FieldOf } from '../definition/fields.ts';
import { isBlank, isDateEntry, type Answer, type Entered } from './answers.ts';
import { checkDay, checkYear, type Scope } from './dates.ts';
import { checkNumber, checkSum } from './numbers.ts';
import { checkPlate } from './plate.ts';

/**
 * What was entered for a question, as an answer or as words that say how to mend it. Blank is an answer of undefined where
 * the question may be left out. `scope` knows today and the earlier answers.
 */
export function interpret(field: Field, entered: Entered, scope: Scope): Checked<Answer | undefined> {
  if (isBlank(entered)) return field.required ? refuse(field.errors.missing ?? missingWords(field)) : accept(undefined);
  const result = check(field, entered, scope);
  return result.ok || !field.errors.wrong ? result : refuse(field.errors.wrong);
}

function missingWords(field: Field): string {
  if (field.type === 'address') return 'Введите адрес';
  const nothing = check(field, '', { today: '1970-01-01', lookup: () => undefined });
  return nothing.ok ? 'Ответьте на вопрос' : nothing.message;
}

function check(field: Field, entered: Entered, scope: Scope): Checked<Answer> {
  if (field.type === 'date')
    return checkDay(field, isDateEntry(entered) ? entered : { day: '', month: '', year: '' }, scope);
  if (field.type === 'choices')
    return checkChoices(field, typeof entered === 'string' ? [entered] : isDateEntry(entered) ? [] : entered);
  return typeof entered === 'string' ? checkText(field, entered, scope) : refuse('Ответьте на вопрос');
}

/** Kinds of question that are answered in one control with one text. */
function checkText(field: Exclude<Field, FieldOf<'date' | 'choices'>>, text: string, scope: Scope): Checked<Answer> {
  switch (field.type) {
    case 'text':
      return checkLength(singleLine(text), field.maxLength, field.minLength);
    case 'address':
      return checkLength(singleLine(text), 400, 10);
    case 'multiline':
      return checkLength(severalLines(text), field.maxLength);
    case 'number':
      return checkNumber(field, text);
    case 'money':
      return checkSum(field, text);
    case 'year':
      return checkYear(field, text, scope);
    case 'choice':
    case 'select':
      return field.options.some((option) => option.value === text)
        ? accept(text)
        : refuse('Выберите один из вариантов');
    case 'checkbox':
      return accept(true);
    case 'name':
      return checkPersonName(text, field.part);
    case 'inn':
      return { any: checkInn, person: checkPersonInn, organisation: checkOrganisationInn }[field.of](text);
    case 'ogrn':
      return checkRegistration(field, text);
    case 'account':
      return checkAccount(text, scope.lookup(field.bik));
    default:
      return plainChecks[field.type](text);
  }
}

const plainChecks = {
  snils: checkSnils,
  kpp: checkKpp,
  phone: checkPhone,
  email: checkEmail,
  passport: checkPassport,
  'department-code': checkDepartmentCode,
  cadastral: checkCadastralNumber,
  plate: checkPlate,
  'postal-index': checkPostalIndex,
  bik: checkBik,
} as const;

function checkLength(text: string, max: number, min = 1): Checked {
  if (text.length > max)
    return refuse(`Сократите ответ: сейчас ${counted(text.length, 'знак', 'знака', 'знаков')}, можно до ${max}`);
  return text.length < min
    ? refuse(`Напишите подробнее: нужно хотя бы ${counted(min, 'знак', 'знака', 'знаков')}`)
    : accept(text);
}

function checkChoices(field: FieldOf<'choices'>, values: readonly string[]): Checked<readonly string[]> {
  const known = field.options.map((option) => option.value).filter((value) => values.includes(value));
  if (known.length === 0 || values.some((value) => !known.includes(value)))
    return refuse('Отметьте подходящие варианты');
  const max = field.max ?? known.length;
  return known.length > max
    ? refuse(`Отметьте не больше чем ${counted(max, 'вариант', 'варианта', 'вариантов')}`)
    : accept(known);
}

/** ОГРН has 13 digits, ОГРНИП of a sole proprietor 15; where either may stand, the length decides. */
function checkRegistration(field: FieldOf<'ogrn'>, text: string): Checked {
  const proprietor = field.of === 'proprietor' || (field.of === 'any' && text.replace(/\D/g, '').length === 15);
  return proprietor ? checkOgrnip(text) : checkOgrn(text);
}

/** Without a right БИК the account is checked by shape only: the mistake is told beside the БИК. */
function checkAccount(text: string, bik: unknown): Checked {
  const known = typeof bik === 'string' ? checkBik(bik) : refuse('');
  if (known.ok) return checkSettlementAccount(text, known.value);
  const digits = text.replace(/\s/g, '');
  return /^\d{20}$/.test(digits)
    ? accept(digits)
    : refuse(digits === '' ? 'Введите расчётный счёт: 20 цифр' : 'Расчётный счёт состоит из 20 цифр');
}
