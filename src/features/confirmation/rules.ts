import { hour, minute } from '../../platform/values/durations.ts';
import type { IsoDate } from '../../platform/values/date.ts';
import { clockIn, dateIn, startOfDay } from '../../platform/values/time.ts';
import { addWorkingDays, isWorkingDay } from '../../platform/values/working-days.ts';

/** What a person states about themselves; every value as its check normalises it, dates as `YYYY-MM-DD`. */
export type Identity = Readonly<{
  lastName: string;
  firstName: string;
  middleName: string | null;
  birthDate: IsoDate;
  birthPlace: string;
  passportSeries: string;
  passportNumber: string;
  passportIssuedOn: IsoDate;
  passportDepartment: string;
  passportIssuedBy: string;
  snils: string;
  inn: string | null;
  registrationAddress: string;
}>;

export type IdentityField = keyof Identity;

/** What each field is called, in the order of the form. */
export const fieldWords: Readonly<Record<IdentityField, string>> = {
  lastName: 'Фамилия',
  firstName: 'Имя',
  middleName: 'Отчество',
  birthDate: 'Дата рождения',
  birthPlace: 'Место рождения',
  passportSeries: 'Серия паспорта',
  passportNumber: 'Номер паспорта',
  passportIssuedOn: 'Дата выдачи паспорта',
  passportDepartment: 'Код подразделения',
  passportIssuedBy: 'Кем выдан паспорт',
  snils: 'СНИЛС',
  inn: 'ИНН',
  registrationAddress: 'Адрес регистрации',
};

export const identityFields = Object.keys(fieldWords) as IdentityField[];

/** What a refusal may name: one of the fields, or the copy of the passport. */
export type RefusedPart = IdentityField | 'scan';
export const refusedParts: readonly RefusedPart[] = ['scan', ...identityFields];

export function partWords(part: RefusedPart): string {
  return part === 'scan' ? 'Копия паспорта' : fieldWords[part];
}

/** Why a request was refused: what was wrong, and the official's words. */
export type Refusal = Readonly<{ part: RefusedPart; reason: string }>;

/** So many files may make up the copy of a passport. */
export const mostScans = 5;

/** So many requests may be sent within an hour. */
export const triesPerHour = 3;

/** When the next request may be sent (UTC ms), given when the latest ones were, newest first; now when at once. */
export function nextTryAt(sentAt: readonly number[], tries: number, now: number): number {
  const oldest = sentAt.filter((at) => at > now - hour)[tries - 1];
  return oldest === undefined ? now : oldest + hour;
}

/** Officials look at requests on working days in these hours of the deployment's zone. */
const office = { opens: 9, closes: 18 };
/** The goal, once somebody is there to look. */
const lookTakes = 15 * minute;

/**
 * By when an answer is to be expected (UTC ms): within a quarter of an hour in office hours, otherwise a quarter of an hour
 * after the next opening.
 */
export function expectedAnswer(sentAt: number, zone: string): number {
  const date = dateIn(sentAt, zone);
  const local = clockIn(sentAt, zone);
  const worked = isWorkingDay(date);
  if (worked && local.hour >= office.opens && local.hour < office.closes) return sentAt + lookTakes;
  const day = worked && local.hour < office.opens ? date : addWorkingDays(date, 1);
  return startOfDay(day, zone) + office.opens * hour + lookTakes;
}

/** Version of the consent's text; a change of the text is a new version. */
export const consentVersion = '2';
