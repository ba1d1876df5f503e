import { readDate, type DateOptions } from './form-dates.ts';
import { FormFields } from './form-fields.ts';
import {
  readChecked,
  readCheckbox,
  readChoice,
  readChoices,
  readInteger,
  readMultiline,
  readRevision,
  readSecret,
  readText,
  type CheckedOptions,
  type ChoiceOptions,
  type IntegerOptions,
  type SecretOptions,
  type TextOptions,
} from './form-readers.ts';
import type { Checked } from '../platform/values/check.ts';

export type { FieldError, Entered } from './form-fields.ts';
import type { Entered, FieldError } from './form-fields.ts';

/** A parsed form: its value, or what is wrong by field with everything typed, to be shown again. */
export type FormResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly entered: Entered };

type Required = Readonly<{ required: string }>;

/**
 * Reads a form field by field and gathers the mistakes. Optional texts are '' when empty, other optional values null.
 * A value that was refused is returned as a blank of its type: `result` gives nothing out while there is a mistake.
 * Field names are ours, without brackets; unknown fields are ignored; of repeated ones the first counts.
 */
export type FormReader = Readonly<{
  /** One line: NFC, spaces folded, invisible marks dropped, control characters refused; 250 characters unless told. */
  text(field: string, options?: TextOptions): string;
  /** Several lines: NFC, line ends as \n, 4000 characters unless told. */
  multiline(field: string, options?: TextOptions): string;
  /** A value that a check of platform/values knows: phone, e-mail, СНИЛС… */
  checked<T>(field: string, check: (text: string) => Checked<T>, options: CheckedOptions & Required): T;
  checked<T>(field: string, check: (text: string) => Checked<T>, options?: CheckedOptions): T | null;
  choice<T extends string>(field: string, allowed: readonly T[], options: ChoiceOptions & Required): T;
  choice<T extends string>(field: string, allowed: readonly T[], options?: ChoiceOptions): T | null;
  choices<T extends string>(field: string, allowed: readonly T[], options?: ChoiceOptions): readonly T[];
  checkbox(field: string, options?: ChoiceOptions): boolean;
  /** Three inputs `<field>-day`, `-month`, `-year` → `YYYY-MM-DD`, a day that exists. */
  date(field: string, options: DateOptions & Required): string;
  date(field: string, options?: DateOptions): string | null;
  integer(field: string, options: IntegerOptions & Required): number;
  integer(field: string, options?: IntegerOptions): number | null;
  /** Passwords: untouched but for NFC, never of spaces alone when required, and never shown again. Codes: add `spaces: false`, people paste them with spaces. */
  secret(field: string, options?: SecretOptions): string;
  /** The hidden number of the revision that the page showed. @throws BadRequest when it is missing: only a broken page does that. */
  revision(field?: string): number;
  /** Adds a mistake found elsewhere, such as by comparing two fields or in a file. */
  error(field: string, message: string, code?: string): void;
  hasErrors(): boolean;
  result<Value>(value: Value): FormResult<Value>;
}>;

/** Begins to read a body or a query; anything that is not an object of fields counts as an empty form. */
export function readForm(body: unknown): FormReader {
  const fields = new FormFields(body);
  return {
    text: (field, options) => readText(fields, field, options),
    multiline: (field, options) => readMultiline(fields, field, options),
    checked: <T>(field: string, check: (text: string) => Checked<T>, options?: CheckedOptions) =>
      readChecked(fields, field, check, options) as T,
    choice: <T extends string>(field: string, allowed: readonly T[], options?: ChoiceOptions) =>
      readChoice(fields, field, allowed, options) as T,
    choices: (field, allowed, options) => readChoices(fields, field, allowed, options),
    checkbox: (field, options) => readCheckbox(fields, field, options),
    date: (field: string, options?: DateOptions) => readDate(fields, field, options) as string,
    integer: (field: string, options?: IntegerOptions) => readInteger(fields, field, options) as number,
    secret: (field, options) => readSecret(fields, field, options),
    revision: (field) => readRevision(fields, field),
    error: (field, message, code) => fields.error(field, message, code),
    hasErrors: () => fields.errors.length > 0,
    result: (value) =>
      fields.errors.length === 0 ? { ok: true, value } : { ok: false, errors: fields.errors, entered: fields.entered },
  };
}

/** A refusal that a verb returned for one field, in the shape of a parsed form. */
export function refusedForm(
  body: unknown,
  fields: readonly string[],
  ...errors: readonly FieldError[]
): FormResult<never> {
  const form = new FormFields(body);
  fields.forEach((field) => form.first(field));
  return { ok: false, errors, entered: form.entered };
}
