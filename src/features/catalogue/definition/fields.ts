import { z } from 'zod';
import { condition } from './conditions.ts';
import { autofillTokens, sources, type Source } from './vocabulary.ts';

/** Ids are names of form controls and keys of answers: no dots, hyphens or underscores, and no property of every object. */
export const fieldId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'латинские буквы и цифры, начиная со строчной буквы')
  .refine((id) => !(id in {}), 'служебное имя, выберите другое');
export const words = z.string().trim().min(1);

/** A day: fixed, or counted from today in days, months or years (`today`, `today+10d`, `today-18y`). */
const dayLimit = z
  .string()
  .regex(/^(today([+-]\d{1,4}[dmy])?|\d{4}-\d{2}-\d{2})$/, 'дата ГГГГ-ММ-ДД или today, today+10d, today-18y');
const yearLimit = z.union([z.int().min(1000).max(9999), z.literal('today')]);

const base = {
  id: fieldId,
  label: words,
  hint: words.optional(),
  required: z.boolean().default(true),
  when: condition.optional(),
  prefill: z.enum(Object.keys(sources) as [Source, ...Source[]]).optional(),
  autocomplete: z.enum(autofillTokens).optional(),
  /** Characters that the answer has, as the controls know them. */
  width: z.literal([2, 3, 4, 6, 8, 12, 16, 20, 30, 'full']).optional(),
  /** `missing`: nothing was entered; `wrong`: whatever was entered does not fit. */
  errors: z.strictObject({ missing: words.optional(), wrong: words.optional() }).default({}),
};

const options = z
  .array(z.strictObject({ value: z.string().regex(/^[a-z0-9-]{1,40}$/), label: words, hint: words.optional() }))
  .min(2);

function plain<T extends string>(type: T) {
  return z.strictObject({ ...base, type: z.literal(type) });
}

/** A question with one answer. */
export const field = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('text'),
    minLength: z.int().min(1).optional(),
    maxLength: z.int().max(500).default(200),
  }),
  z.strictObject({ ...base, type: z.literal('multiline'), maxLength: z.int().max(5000).default(2000) }),
  z.strictObject({
    ...base,
    type: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.int().min(0).max(3).default(0),
    unit: words.optional(),
  }),
  /** Kopecks. */
  z.strictObject({ ...base, type: z.literal('money'), min: z.int().optional(), max: z.int().optional() }),
  z.strictObject({
    ...base,
    type: z.literal('year'),
    min: yearLimit.optional(),
    max: yearLimit.optional(),
    notBefore: fieldId.optional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal('date'),
    min: dayLimit.optional(),
    max: dayLimit.optional(),
    notBefore: fieldId.optional(),
  }),
  /** `prefillAs`: the option that is chosen beforehand when the source of `prefill` is known. */
  z.strictObject({ ...base, type: z.literal('choice'), options, prefillAs: z.string().optional() }),
  z.strictObject({ ...base, type: z.literal('select'), options }),
  z.strictObject({ ...base, type: z.literal('choices'), options, max: z.int().min(1).optional() }),
  /** A statement to be ticked; `label` is the statement. */
  plain('checkbox'),
  z.strictObject({ ...base, type: z.literal('name'), part: z.enum(['lastName', 'firstName', 'patronymic']) }),
  plain('snils'),
  z.strictObject({ ...base, type: z.literal('inn'), of: z.enum(['person', 'organisation', 'any']).default('any') }),
  plain('kpp'),
  z.strictObject({
    ...base,
    type: z.literal('ogrn'),
    of: z.enum(['organisation', 'proprietor', 'any']).default('any'),
  }),
  plain('phone'),
  plain('email'),
  plain('address'),
  plain('postal-index'),
  plain('passport'),
  plain('department-code'),
  plain('cadastral'),
  plain('plate'),
  plain('bik'),
  /** A settlement account is checked against the БИК that is asked before it. */
  z.strictObject({ ...base, type: z.literal('account'), bik: fieldId }),
]);

export type Field = z.infer<typeof field>;
export type FieldType = Field['type'];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;

/** Several short inputs under one number, such as years from and to. Its parts are fields like any other. */
export const fieldSet = z.strictObject({
  type: z.literal('set'),
  id: fieldId,
  label: words,
  hint: words.optional(),
  when: condition.optional(),
  parts: z.array(field).min(2).max(4),
});

export type FieldSet = z.infer<typeof fieldSet>;

const question = z.discriminatedUnion('type', [field, fieldSet]);

/** Questions that repeat, such as those about each member of a family. */
export const group = z.strictObject({
  type: z.literal('group'),
  id: fieldId,
  label: words,
  hint: words.optional(),
  when: condition.optional(),
  /** Heading of one item; its number in the order is added: «Член семьи 2». */
  itemTitle: words,
  /** How an item is named in a list, with {{placeholders}} of its own fields. */
  itemName: words,
  /** Words on the button: «Добавить члена семьи». */
  add: words,
  min: z.int().min(0).default(0),
  max: z.int().min(1).max(20),
  fields: z.array(question).min(1),
});

export const item = z.discriminatedUnion('type', [field, fieldSet, group]);

export type Group = z.infer<typeof group>;
export type Item = z.infer<typeof item>;
