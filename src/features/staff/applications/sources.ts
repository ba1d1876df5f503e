import { formatIsoDate, isIsoDate } from '../../../platform/values/date.ts';
import { formatPassport } from '../../../platform/values/passport.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import { layOut, type Answers, type Circumstances, type ServiceDefinition } from '../../catalogue/index.ts';
import type { ProfileKey } from '../../profile/index.ts';
import type { KnownApplicant } from './known.ts';

/** Where an answer comes from, as the desk marks it; `differs` is what the portal knows instead. */
export type SourceMark = Readonly<{ tone: 'done' | 'bad' | 'none'; text: string; differs: string | null }>;

type Question = Readonly<{
  field: Readonly<{ type: string; prefill?: keyof KnownApplicant['data'] | undefined }>;
  answer: unknown;
}>;

const ownWords: SourceMark = { tone: 'none', text: 'Со слов', differs: null };
const names = ['lastName', 'firstName', 'middleName', 'fullName'];

/**
 * The mark of every answered question, by the name of its control: confirmed by the profile, contradicting it, or the
 * applicant's own words. Questions that nothing in the portal answers are always the latter.
 */
export function sourceMarks(
  definition: ServiceDefinition,
  answers: Answers,
  about: Circumstances,
  known: KnownApplicant,
): ReadonlyMap<string, SourceMark> {
  const marks = new Map<string, SourceMark>();
  for (const { rows } of layOut(definition, answers, about).pages) {
    for (const row of rows) {
      if (row.kind === 'group') continue;
      const parts = row.kind === 'field' ? [row] : row.parts;
      const [first] = parts;
      if (first === undefined || parts.every(({ answer }) => answer === undefined)) continue;
      marks.set(first.name, worst(parts.map((part) => markOf(part, known))));
    }
  }
  return marks;
}

/** Whether a value that the portal knows was checked by somebody, rather than only typed by its owner. */
export function isChecked(
  source: string,
  { person, entries, contacts }: Pick<KnownApplicant, 'person' | 'entries' | 'contacts'>,
): boolean {
  const [owner, key = ''] = source.split('.');
  if (owner === 'organisation') return true;
  if (names.includes(key)) return person.level === 'confirmed';
  if (key === 'phone') return true;
  if (key === 'email') return contacts.email !== null;
  const keys = key === 'passport' ? (['passportSeries', 'passportNumber'] as const) : [key as ProfileKey];
  return keys.every((one) => entries[one]?.source === 'confirmed');
}

function markOf({ field, answer }: Question, known: KnownApplicant): SourceMark {
  const source = field.prefill;
  // An option that was chosen beforehand says only that something is known, not what.
  if (source === undefined || answer === undefined || 'options' in field) return ownWords;
  const value = known.data[source];
  if (value === undefined || !isChecked(source, known)) return ownWords;
  if (value !== answer) return { tone: 'bad', text: 'Расхождение', differs: readable(field.type, value) };
  return { tone: 'done', text: source.startsWith('organisation.') ? 'Организация' : 'Профиль', differs: null };
}

function worst(marks: readonly SourceMark[]): SourceMark {
  return marks.find(({ tone }) => tone === 'bad') ?? marks.find(({ tone }) => tone === 'none') ?? marks[0] ?? ownWords;
}

/** A known value as people read it. */
function readable(type: string, value: string): string {
  if (isIsoDate(value)) return formatIsoDate(value);
  if (type === 'snils') return formatSnils(value);
  if (type === 'phone') return formatPhone(value);
  return type === 'passport' ? formatPassport(value) : value;
}
