import { z } from 'zod';
import { condition } from './conditions.ts';
import { fieldId, item, words } from './fields.ts';
import { audiences, categories, changeable, signatureLevels, situations } from './vocabulary.ts';

const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'строчные латинские буквы и цифры через дефис');
const ruleCode = z.string().regex(/^[A-Z]{2,5}-[A-Z0-9]{1,6}$/, 'код вида SUB-A1');

function keys<T extends string>(of: Readonly<Record<T, string>>) {
  return z.enum(Object.keys(of) as [T, ...T[]]);
}

const page = z.strictObject({
  id: kebab,
  title: words,
  intro: words.optional(),
  when: condition.optional(),
  fields: z.array(item).min(1),
});

const document = z.strictObject({
  id: fieldId,
  title: words,
  hint: words.optional(),
  required: z.boolean().default(true),
  when: condition.optional(),
  /** `when` in words, for the page of the service: «Если менялась фамилия». */
  onlyIf: words.optional(),
  maxFiles: z.int().min(1).max(5).default(1),
  errors: z.strictObject({ missing: words.optional() }).default({}),
});

const ground = z.strictObject({ code: ruleCode, text: words });

const requisites = z.strictObject({
  recipient: words,
  inn: words,
  kpp: words,
  account: words,
  bank: words,
  bik: words,
  treasuryAccount: words,
  kbk: words,
  oktmo: words,
  purpose: words,
});

/** Sums are in kopecks. A fee demands a receipt file beside the documents. */
const fee = z.union([
  z.strictObject({ amount: z.literal(0) }),
  z.strictObject({
    amount: z.int().min(1),
    note: words,
    requisites,
    receipt: z.strictObject({ title: words, hint: words.optional() }),
  }),
]);

/** The whole of a service: what its page says, what its form asks, what comes out. Unknown keys are refused. */
export const service = z.strictObject({
  slug: kebab,
  /** Number in the register of services, by which people find it. */
  number: z.int().min(1),
  title: words,
  shortTitle: words,
  summary: words,
  searchWords: z.array(words).default([]),
  category: keys(categories),
  situations: z.array(keys(situations)).default([]),
  popular: z.boolean().default(false),
  audience: z.enum(audiences),
  whoMay: z.array(words).min(1),
  variants: z.array(words).default([]),
  department: z.strictObject({ code: kebab, name: words }),
  result: z.strictObject({
    description: words,
    template: z.strictObject({
      title: words,
      paragraphs: z.array(z.union([words, z.strictObject({ text: words, when: condition })])).min(1),
    }),
  }),
  term: z.strictObject({
    amount: z.int().min(1),
    unit: z.enum(['working-days', 'calendar-days', 'months']),
    pausable: z.boolean().default(false),
    note: words.optional(),
  }),
  fee,
  signature: z.enum(signatureLevels),
  regulation: z.strictObject({ number: words, name: words, note: words.optional() }),
  refusals: z.strictObject({ acceptance: z.array(ground).min(1), granting: z.array(ground).min(1) }),
  /** What the department gets from registries itself and therefore may not ask for (210-ФЗ, article 7). */
  requestedByUs: z.array(words).default([]),
  pages: z.array(page).min(1).max(8),
  documents: z.array(document).default([]),
  /** What an approval changes by itself: parts of the applicant's profile ← answers. */
  onApproval: z
    .strictObject({ kind: z.literal('profile-change'), map: z.partialRecord(z.enum(changeable), fieldId) })
    .optional(),
});

export type ServiceDefinition = z.infer<typeof service>;
export type Page = ServiceDefinition['pages'][number];
export type DocumentRule = ServiceDefinition['documents'][number];
export type Fee = ServiceDefinition['fee'];
export type Term = ServiceDefinition['term'];
