import { readForm, type Entered, type FormResult } from '../../http/forms.ts';
import { checkBirthDate, isIsoDate, type IsoDate } from '../../platform/values/date.ts';
import type { Checked } from '../../platform/values/check.ts';
import { checkPersonInn } from '../../platform/values/inn.ts';
import {
  checkDepartmentCode,
  checkPassportIssueDate,
  checkPassportNumber,
  checkPassportSeries,
} from '../../platform/values/passport.ts';
import { checkPersonName, otherAlphabet, type NamePart } from '../../platform/values/person-name.ts';
import { checkSnils } from '../../platform/values/snils.ts';
import type { Typed } from './draft/rules.ts';
import type { Identity } from './rules.ts';

const named = (part: NamePart) => (text: string) => checkPersonName(text, part);

/** Reads what a person states about themselves; `today` is the day in the deployment's zone. */
export function parseIdentity(body: unknown, today: IsoDate): FormResult<Identity> {
  const form = readForm(body);
  const names = {
    lastName: form.checked('lastName', named('lastName'), { required: 'Введите фамилию' }),
    firstName: form.checked('firstName', named('firstName'), { required: 'Введите имя' }),
    middleName: form.checked('middleName', named('patronymic')),
  };
  const { lastName, firstName, middleName } = names;
  if (lastName && firstName)
    for (const { part, message } of otherAlphabet({ lastName, firstName, patronymic: middleName }))
      form.error(part === 'patronymic' ? 'middleName' : part, message);
  const birthDate = form.date('birthDate', { required: 'Введите дату рождения' });
  const born = isIsoDate(birthDate ?? '') ? (birthDate as IsoDate) : null;
  if (born !== null) note('birthDate', checkBirthDate(born, today));
  const birthPlace = form.text('birthPlace', { required: 'Введите место рождения', max: 200 });
  const passport = {
    passportSeries: form.checked('passportSeries', checkPassportSeries, {
      required: 'Введите серию паспорта: 4 цифры',
    }),
    passportNumber: form.checked('passportNumber', checkPassportNumber, { required: 'Введите номер паспорта: 6 цифр' }),
  };
  const issuedOn = form.date('passportIssuedOn', { required: 'Введите дату выдачи паспорта' });
  const issued = isIsoDate(issuedOn ?? '') ? (issuedOn as IsoDate) : null;
  if (issued !== null && born !== null) note('passportIssuedOn', checkPassportIssueDate(issued, born, today));
  const rest = {
    passportDepartment: form.checked('passportDepartment', checkDepartmentCode, {
      required: 'Введите код подразделения, например 440-001',
    }),
    passportIssuedBy: form.text('passportIssuedBy', { required: 'Напишите, кем выдан паспорт', max: 300 }),
    snils: form.checked('snils', checkSnils, { required: 'Введите СНИЛС: 11 цифр' }),
    inn: form.checked('inn', checkPersonInn),
    registrationAddress: form.text('registrationAddress', { required: 'Введите адрес регистрации', max: 300 }),
  };
  return form.result({
    ...names,
    birthDate: birthDate as IsoDate,
    birthPlace,
    ...passport,
    passportIssuedOn: issuedOn as IsoDate,
    ...rest,
  });

  function note(field: string, checked: Checked<unknown>): void {
    if (!checked.ok) form.error(field, checked.message);
  }
}

/** Consent to one purpose, on a page of its own: nothing but an explicit tick counts. */
export function parseConsent(body: unknown): FormResult<{ consent: true }> {
  const form = readForm(body);
  form.checkbox('consent', { required: 'Без согласия проверить личность нельзя. Отметьте его, если согласны' });
  return form.result({ consent: true });
}

/** Which copy a press of «Убрать» takes away, '' for none; and whether the button leads on or stays at the form. */
export function parsePress(body: unknown): Readonly<{ remove: string; stays: boolean }> {
  const form = readForm(body);
  const remove = form.text('remove');
  return { remove, stays: remove !== '' || form.text('do') === 'upload' };
}

/** What was typed, as the controls of the form take it: the three parts of a date together. */
export function enteredOf(typed: Typed): Entered {
  const entered: Record<string, Entered[string]> = { ...typed };
  for (const date of ['birthDate', 'passportIssuedOn']) {
    const part = (name: string) => typed[`${date}-${name}`] ?? '';
    entered[date] = { day: part('day'), month: part('month'), year: part('year') };
  }
  return entered;
}
