import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';

/** What was attempted: freezing and signing the paper, or sending it. */
export type AttemptStep = 'signing' | 'submission';

/** An attempt as support finds it. `code` says why it failed, null that it succeeded; `sent` is the case that came of its draft. */
export type Attempt = Readonly<{
  number: string;
  step: AttemptStep;
  code: string | null;
  at: number;
  personId: string;
  /** The service, null when the draft is gone. */
  slug: string | null;
  sent: Readonly<{ number: string; title: string }> | null;
}>;

const tries = 10;

/** «П-81-4402»: short enough to be read to support over the telephone. */
export function attemptNumber(digits: string): string {
  return `П-${digits.slice(0, 2)}-${digits.slice(2, 6)}`;
}

/** The number as it is kept, from how somebody wrote it down or read it out; null when it is none. */
export function readAttemptNumber(text: string): string | null {
  const [, digits = '', tail] = /^[ПP]?(\d{6})(\d{4})?$/.exec(text.toUpperCase().replace(/[^\p{L}\d]/gu, '')) ?? [];
  if (digits === '') return null;
  return attemptNumber(digits) + (tail === undefined ? '' : `-${tail}`);
}

const attemptColumns = [
  't.step',
  't.code',
  't.at',
  't.person_id',
  'c.number as case_number',
  'c.title as case_title',
  'a.service_slug as sent_slug',
  'd.service_slug as draft_slug',
];

/** The attempt of a number, or null. One statement. */
export async function findAttempt(ctx: Context, number: string): Promise<Attempt | null> {
  const row = (await ctx
    .db('submission_attempts as t')
    .leftJoin('applications as a', 'a.id', 't.application_id')
    .leftJoin('cases as c', 'c.id', 'a.case_id')
    .leftJoin('drafts as d', 'd.id', 't.application_id')
    .where('t.number', number)
    .first(attemptColumns)) as AttemptRow | undefined;
  if (row === undefined) return null;
  const { step, code, at, person_id: personId, case_number, case_title, sent_slug, draft_slug } = row;
  const sent = case_number === null ? null : { number: case_number, title: case_title ?? '' };
  return { number, step, code, at, personId, slug: sent_slug ?? draft_slug, sent };
}

type AttemptRow = { step: AttemptStep; code: string | null; at: number; person_id: string } & Readonly<
  Record<'case_number' | 'case_title' | 'sent_slug' | 'draft_slug', string | null>
>;

/**
 * Enters an attempt and gives its number; `code` says why it failed, null that it succeeded. Written on its own when the
 * transaction of the act has failed, so that support can find what the person saw.
 */
export async function recordAttempt(
  ctx: Context,
  actor: Actor,
  attempt: Readonly<{ applicationId: string; step: AttemptStep; code: string | null }>,
): Promise<string> {
  for (let attempted = 1; ; attempted += 1) {
    // Six digits run out some day: then a longer tail keeps the numbers apart.
    const number = attemptNumber(ctx.random.digits(6)) + (attempted > tries / 2 ? `-${ctx.random.digits(4)}` : '');
    const entered = await ctx
      .db('submission_attempts')
      .insert({
        number,
        application_id: attempt.applicationId,
        person_id: actor.personId,
        step: attempt.step,
        code: attempt.code,
        at: ctx.clock.now(),
      })
      .onConflict('number')
      .ignore()
      .returning('number');
    if (entered.length === 1) return number;
    if (attempted === tries) throw new Error('no free attempt number');
  }
}
