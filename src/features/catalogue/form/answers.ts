import type { IsoDate } from '../../../platform/values/date.ts';

/** A date as it was typed, kept when it is not one. */
export type DateEntry = Readonly<{ day: string; month: string; year: string }>;

/**
 * The answer to one question. Right answers are normalised: texts and numbers of documents as their checks give them,
 * dates «2026-11-20», money in kopecks, a ticked statement true, several ticked options a list. A wrong one is kept as typed.
 */
export type Answer = string | number | boolean | readonly string[] | DateEntry;

/** Answers to the questions that are asked once in a scope, by the id of the field. An unanswered one has no key. */
export type ItemAnswers = Readonly<Record<string, Answer>>;

/** All answers of an application: those asked once, and a list per repeated group. Plain JSON. */
export type Answers = Readonly<Record<string, Answer | readonly ItemAnswers[]>>;

/** What a form depends on besides the answers: the day in the portal's zone, and who applies. */
export type Circumstances = Readonly<{ today: IsoDate; applicant: 'person' | 'organisation' }>;

/** What a control holds: its text, the ticked options, or three parts of a date. */
export type Entered = string | readonly string[] | DateEntry;

/** Whether an answer consists of three parts of a date that was not understood. */
export function isDateEntry(value: unknown): value is DateEntry {
  return typeof value === 'object' && value !== null && 'day' in value && 'month' in value && 'year' in value;
}

/** Items of a group; an answer of another shape, say from an older version, counts as none. */
export function itemsOf(answers: Answers, groupId: string): readonly ItemAnswers[] {
  const value = answers[groupId];
  return Array.isArray(value) && value.every((item) => typeof item === 'object')
    ? (value as readonly ItemAnswers[])
    : [];
}

/** `family_0`: what an item of a group is called on the page, and what the names of its controls begin with. */
export function itemName(groupId: string, index: number): string {
  return `${groupId}_${index}`;
}

/** `family_items`: the control that tells how many items the page showed. */
export function countName(groupId: string): string {
  return `${groupId}_items`;
}

/** The answer to a question that is asked once; a list of items is none. */
export function answerTo(answers: Answers | ItemAnswers, id: string): Answer | undefined {
  const value = answers[id];
  if (value === undefined || (Array.isArray(value) && value.some((item) => typeof item === 'object'))) return undefined;
  return value as Answer;
}

/** Whether nothing has been entered. */
export function isBlank(entered: Entered): boolean {
  if (typeof entered === 'string') return entered.trim() === '';
  if (isDateEntry(entered)) return (entered.day + entered.month + entered.year).trim() === '';
  return entered.length === 0;
}
