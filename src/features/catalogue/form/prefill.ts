import type { IsoDate } from '../../../platform/values/date.ts';
import type { Field } from '../definition/fields.ts';
import { comparisonsOf, type Condition } from '../definition/conditions.ts';
import { placedFields } from '../definition/outline.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { sources, type Source } from '../definition/vocabulary.ts';
import { answerTo, type Answer, type Answers, type Circumstances } from './answers.ts';
import { holds } from './conditions.ts';
import { enteredFrom } from './entry.ts';
import { interpret } from './interpret.ts';
import { layOut } from './layout.ts';
import { questionsOf } from './questions.ts';

/** What is known of the applicant, by the names that definitions use («profile.lastName» → «Смирнова»); dates «2026-11-20». */
export type KnownData = Readonly<Partial<Record<Source, string>>>;

/** Where an answer came from. The note stands beside the field as long as the answer is still this one. */
export type Origin = Readonly<{ note: string; value: Answer }>;
export type Origins = Readonly<Record<string, Origin>>;
export type Prefill = Readonly<{ answers: Answers; origins: Origins }>;

const notes = { profile: 'Из вашего профиля', organisation: 'Из данных организации' } as const;

/**
 * Plain data of the person and, when one is acted for, of the organisation, as definitions name them. The passport is put
 * together from series and number; what is empty is left out.
 */
export function knownData(
  profile: Readonly<Record<string, unknown>> | null,
  organisation: Readonly<Record<string, unknown>> | null,
): KnownData {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
  const person = profile && {
    ...profile,
    fullName: [profile['lastName'], profile['firstName'], profile['middleName']].map(text).filter(Boolean).join(' '),
    passport: [profile['passportSeries'], profile['passportNumber']].map((part) => text(part) ?? '').join(''),
  };
  const from: Record<string, Readonly<Record<string, unknown>> | null> = { profile: person, organisation };
  const found = Object.keys(sources).flatMap((source) => {
    const [owner = '', key = ''] = source.split('.');
    const value = text(from[owner]?.[key]);
    return value === null ? [] : [[source, value]];
  });
  return Object.fromEntries(found) as KnownData;
}

/**
 * «Заполнить автоматически»: fills empty questions from what is known; what a person entered is never overwritten, and
 * questions for the other kind of applicant stay empty: no personal data where nobody asks for them.
 */
export function prefill(definition: ServiceDefinition, answers: Answers, known: KnownData, today: IsoDate): Prefill {
  const applicant = Object.keys(known).some((source) => source.startsWith('organisation.')) ? 'organisation' : 'person';
  const filled: Record<string, Answer> = {};
  const origins: Record<string, Origin> = {};
  const asked = definition.pages.filter((page) => isFor(applicant, page.when));
  for (const { field, group } of asked.flatMap((page) => page.fields.flatMap((item) => placedFields(item, '')))) {
    if (group || !field.prefill || !isFor(applicant, field.when) || answerTo(answers, field.id) !== undefined) continue;
    const value = rightValue(field, known, today);
    if (value === undefined) continue;
    filled[field.id] = value;
    origins[field.id] = { note: notes[field.prefill.startsWith('profile.') ? 'profile' : 'organisation'], value };
  }
  return { answers: { ...answers, ...filled }, origins };
}

/** Whether a condition leaves room for this kind of applicant, whatever the other answers will be. */
function isFor(applicant: Circumstances['applicant'], when: Condition | undefined): boolean {
  if (!when || 'any' in when) return true;
  return comparisonsOf(when).every((one) => one.field !== 'applicant' || holds(one, () => applicant));
}

/** What the service needs of the applicant and the portal has or lacks, in the words of the definition's sources. */
export function readiness(
  definition: ServiceDefinition,
  known: KnownData,
  about: Circumstances,
): { have: string[]; lack: string[] } {
  const asked = new Set(
    layOut(definition, {}, about)
      .pages.flatMap(({ rows }) => questionsOf(rows))
      .flatMap(({ field }) => (field.required && field.prefill ? [field.prefill] : [])),
  );
  const words = (wanted: boolean) =>
    [...asked].filter((source) => (known[source] !== undefined) === wanted).map((source) => sources[source]);
  return { have: words(true), lack: words(false) };
}

/** A known value that fits the field, in its normal form; one that does not fit is left for the person to enter. */
function rightValue(field: Field, known: KnownData, today: IsoDate): Answer | undefined {
  const value = field.prefill && known[field.prefill];
  if (value === undefined) return undefined;
  if (field.type === 'choice' && field.prefillAs) return field.prefillAs;
  const checked = interpret(field, enteredFrom(field, value), { today, lookup: () => undefined });
  return checked.ok ? checked.value : undefined;
}
