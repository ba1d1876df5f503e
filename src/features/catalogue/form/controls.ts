import { sentences } from '../../../platform/values/sentences.ts';
import type { Field, FieldType } from '../definition/fields.ts';
import type { Source } from '../definition/vocabulary.ts';
import { enteredFrom } from './entry.ts';
import type { Question } from './questions.ts';

/** One control of views/components: which macro draws it, and the macro's options. */
export type Control = Readonly<{
  control: 'field' | 'textarea' | 'date' | 'choice' | 'choices' | 'select' | 'checkbox';
  options: object;
}>;

type Errors = readonly Readonly<{ field: string; message: string }>[];

/** The control of a question with what it holds, its mistake, and a note on where its answer came from; numbered unless in a set. */
export function controlOf(question: Question, errors: Errors, note?: string, number?: string): Control {
  const { field, name, answer } = question;
  const entered = enteredFrom(field, answer);
  const base = {
    name,
    errors,
    label: field.label,
    legend: field.label,
    hint: hintOf(field.hint, note),
    optional: !field.required,
    ...(number !== undefined && { number }),
  };
  switch (field.type) {
    case 'date':
      return { control: 'date', options: { ...base, value: entered, birthday: field.prefill === 'profile.birthDate' } };
    case 'choice':
      return { control: 'choice', options: { ...base, value: entered, items: itemsOf(field), inline: isShort(field) } };
    case 'choices':
      return { control: 'choices', options: { ...base, values: entered, items: itemsOf(field) } };
    case 'select':
      return {
        control: 'select',
        options: { ...base, value: entered, items: itemsOf(field), empty: 'Выберите', width: field.width ?? 30 },
      };
    case 'checkbox':
      return { control: 'checkbox', options: { ...base, checked: entered === 'yes' } };
    case 'multiline':
      return { control: 'textarea', options: { ...base, value: entered, limit: field.maxLength, rows: 5 } };
    case 'address':
      return { control: 'textarea', options: { ...base, value: entered, rows: 2, ...fillOf(field) } };
    default:
      return {
        control: 'field',
        options: {
          ...base,
          value: entered,
          ...looks[field.type],
          ...widthOf(field),
          ...fillOf(field),
          ...unitOf(field),
        },
      };
  }
}

type OneLine = Exclude<FieldType, 'date' | 'choice' | 'choices' | 'select' | 'checkbox' | 'multiline' | 'address'>;

const digits = { inputmode: 'numeric', spellcheck: false } as const;

/** How a one-line control looks unless its definition says otherwise: width in characters, keyboard. */
const looks: Readonly<Record<OneLine, object>> = {
  text: { width: 30 },
  name: { width: 20, spellcheck: false },
  number: { width: 8, inputmode: 'decimal' },
  money: { width: 12, inputmode: 'decimal' },
  year: { ...digits, width: 4, maxlength: 4 },
  snils: { ...digits, width: 16 },
  inn: { ...digits, width: 16 },
  kpp: { width: 12, spellcheck: false },
  ogrn: { ...digits, width: 16 },
  phone: { type: 'tel', width: 16, autocomplete: 'tel' },
  email: { type: 'email', width: 30, autocomplete: 'email', spellcheck: false },
  passport: { ...digits, width: 16 },
  'department-code': { ...digits, width: 8 },
  cadastral: { width: 20, spellcheck: false },
  plate: { width: 12, spellcheck: false },
  'postal-index': { ...digits, width: 8 },
  bik: { ...digits, width: 12 },
  account: { ...digits, width: 30 },
};

const autofill: Readonly<Partial<Record<Source, string>>> = {
  'profile.lastName': 'family-name',
  'profile.firstName': 'given-name',
  'profile.middleName': 'additional-name',
  'profile.fullName': 'name',
  'profile.registrationAddress': 'street-address',
  'organisation.name': 'organization',
};

/** What a person's own browser may fill in: only what is asked about the applicant. */
function fillOf(field: Field): object {
  const token = field.autocomplete ?? (field.prefill && autofill[field.prefill]);
  if (token) return { autocomplete: token };
  return (field.type === 'phone' || field.type === 'email') && !field.prefill ? { autocomplete: 'off' } : {};
}

function widthOf(field: Field): object {
  return field.width ? { width: field.width } : {};
}

function unitOf(field: Field): object {
  if (field.type === 'money') return { suffix: '₽' };
  return field.type === 'number' && field.unit ? { suffix: field.unit } : {};
}

/** A hint, and after it where the answer came from. */
export function hintOf(hint: string | undefined, note: string | undefined): string | undefined {
  return hint && note ? sentences(hint, note) : hint || note;
}

function itemsOf(field: Extract<Field, { options: unknown }>) {
  return field.options.map(({ value, label, hint }) => ({ value, text: label, hint }));
}

/** Two or three words of an answer stand in a line. */
function isShort(field: Extract<Field, { options: unknown }>): boolean {
  return field.options.length <= 3 && field.options.every(({ label, hint }) => label.length <= 12 && !hint);
}
