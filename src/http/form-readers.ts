import { BadRequest } from '../errors.ts';
import { severalLines, singleLine, type Checked } from '../platform/values/check.ts';
import type { FormFields } from './form-fields.ts';

/** `required` is the message for an empty field, «Укажите …». */
type Base = Readonly<{ required?: string }>;
export type TextOptions = Base &
  Readonly<{ min?: number; max?: number; tooShort?: string; tooLong?: string; pattern?: RegExp; wrong?: string }>;
export type CheckedOptions = Base & Readonly<{ max?: number }>;
export type ChoiceOptions = Base & Readonly<{ wrong?: string }>;
export type IntegerOptions = Base & Readonly<{ min?: number; max?: number; wrong?: string }>;
export type SecretOptions = Base & Readonly<{ max?: number; spaces?: boolean }>;

export function readText(fields: FormFields, field: string, options: TextOptions = {}): string {
  const given = fields.first(field);
  if (hasControls(given, /[\p{Cc}]/gu)) return refused(fields, field, strangeSigns);
  return fit(fields, field, singleLine(given), { max: 250, ...options });
}

export function readMultiline(fields: FormFields, field: string, options: TextOptions = {}): string {
  const given = fields.first(field);
  if (hasControls(given, /[\p{Cc}]/gu)) return refused(fields, field, strangeSigns);
  return fit(fields, field, severalLines(given), { max: 4000, ...options });
}

export function readChecked<T>(
  fields: FormFields,
  field: string,
  check: (text: string) => Checked<T>,
  { required, max = 250 }: CheckedOptions = {},
): T | null {
  const text = singleLine(fields.first(field));
  if (text === '') return required === undefined ? null : refused(fields, field, required, null);
  if (text.length > max) return refused(fields, field, atMost(max), null);
  const checked = check(text);
  return checked.ok ? checked.value : refused(fields, field, checked.message, null);
}

export function readChoice<T extends string>(
  fields: FormFields,
  field: string,
  allowed: readonly T[],
  { required, wrong = 'Выберите один из предложенных вариантов' }: ChoiceOptions = {},
): T | null {
  const given = fields.first(field);
  const choice = allowed.find((value) => value === given);
  if (choice !== undefined) return choice;
  if (given !== '') return refused(fields, field, wrong, null);
  return required === undefined ? null : refused(fields, field, required, null);
}

export function readChoices<T extends string>(
  fields: FormFields,
  field: string,
  allowed: readonly T[],
  { required, wrong = 'Выберите из предложенных вариантов' }: ChoiceOptions = {},
): readonly T[] {
  const given = fields.all(field).filter((value) => value !== '');
  if (given.some((value) => !(allowed as readonly string[]).includes(value))) return refused(fields, field, wrong, []);
  if (given.length === 0 && required !== undefined) return refused(fields, field, required, []);
  return allowed.filter((value) => given.includes(value));
}

export function readCheckbox(fields: FormFields, field: string, { required }: ChoiceOptions = {}): boolean {
  const ticked = fields.all(field).some((value) => value !== '' && value !== '0');
  if (!ticked && required !== undefined) return refused(fields, field, required, false);
  return ticked;
}

export function readInteger(
  fields: FormFields,
  field: string,
  { required, min = 0, max = Number.MAX_SAFE_INTEGER, wrong = 'Укажите целое число' }: IntegerOptions = {},
): number | null {
  const text = fields.first(field).replace(/\s/g, '').replace('−', '-');
  if (text === '') return required === undefined ? null : refused(fields, field, required, null);
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) return refused(fields, field, wrong, null);
  if (value < min) return refused(fields, field, `Число не может быть меньше ${min}`, null);
  if (value > max) return refused(fields, field, `Число не может быть больше ${max}`, null);
  return value;
}

export function readSecret(
  fields: FormFields,
  field: string,
  { required, max = 200, spaces = true }: SecretOptions = {},
): string {
  const given = fields.secret(field).normalize('NFC');
  const secret = spaces ? given : given.replace(/[\s\p{Z}\p{Cf}]+/gu, '');
  // Nobody means a password of spaces: the forms that forgive spaces around one would be left with nothing.
  if (secret.trim() === '' && required !== undefined) return refused(fields, field, required);
  if (secret.length > max) return refused(fields, field, atMost(max));
  return secret;
}

export function readRevision(fields: FormFields, field = 'revision'): number {
  const given = fields.secret(field);
  if (!/^\d{1,15}$/.test(given)) throw new BadRequest();
  return Number(given);
}

function fit(
  fields: FormFields,
  field: string,
  text: string,
  options: TextOptions & Readonly<{ max: number }>,
): string {
  const { required, min = 0, max, pattern } = options;
  if (text === '') return required === undefined ? '' : refused(fields, field, required);
  if (text.length > max) return refused(fields, field, options.tooLong ?? atMost(max));
  if (text.length < min)
    return refused(fields, field, options.tooShort ?? `Слишком коротко: нужно не меньше ${signs(min)}`);
  if (pattern && !pattern.test(text)) return refused(fields, field, options.wrong ?? 'Проверьте, что здесь написано');
  return text;
}

function refused(fields: FormFields, field: string, message: string): string;
function refused<T>(fields: FormFields, field: string, message: string, blank: T): T;
function refused<T>(fields: FormFields, field: string, message: string, blank: T | string = ''): T | string {
  fields.error(field, message);
  return blank;
}

/** Tabs and line ends come with pasted text; any other control character does not come from a keyboard. */
function hasControls(text: string, controls: RegExp): boolean {
  return controls.test(text.replace(/[\t\r\n]/g, ''));
}

function atMost(max: number): string {
  return `Слишком длинно: можно не больше ${signs(max)}`;
}

function signs(count: number): string {
  return `${count} ${count % 10 === 1 && count % 100 !== 11 ? 'знака' : 'знаков'}`;
}

const strangeSigns = 'Уберите знаки, которых нет на клавиатуре: они мешают прочесть написанное';
