import type { Context } from '../../context.ts';
import { Conflict } from '../../errors.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { shortName } from '../../platform/values/person-name.ts';
import { grantConsent } from '../accounts/index.ts';
import { latestOwnCase, moveCase, openCase, type Case } from '../cases/index.ts';
import { deleteDraft, findDraft } from './draft/store.ts';
import { consentVersion, expectedAnswer, nextTryAt, triesPerHour, type Identity } from './rules.ts';
import { sendScans } from './scans/store.ts';
import { closeConfirmation, confirmationOfCase, insertConfirmation, sendingTimes } from './store.ts';

/** Refused for now: too many requests within an hour. */
export type TooOften = Readonly<{ ok: false; retryAfterSeconds: number }>;
export type Submission = Readonly<{ ok: true; record: Case }> | TooOften;

/** One's own cabinet, whatever organisation the actor acts for: an identity belongs to the person alone. */
export function asOneself(actor: Actor): Actor {
  return { ...actor, party: { kind: 'person', id: actor.personId }, rights: 'change' };
}

/**
 * Sends the request that the draft has become, with the consent given to it; number, consent and journal in one transaction.
 * A second press finds no draft and changes nothing. @throws Conflict when the draft is gone or lacks its copy.
 */
export async function submitConfirmation(ctx: Context, given: Actor, identity: Identity): Promise<Submission> {
  const actor = asOneself(given);
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor);
    const open = await openRequestOf(tx, actor);
    if (open !== null || !draft?.scans.length) throw new Conflict();
    const now = tx.clock.now();
    const wait = await untilNextTry(tx, actor);
    if (wait > 0) return { ok: false, retryAfterSeconds: Math.ceil(wait / 1000) };
    const { lastName, firstName, middleName } = identity;
    const record = await openCase(tx, actor, {
      kind: 'confirmation',
      title: 'Подтверждение личности',
      party: actor.party,
      applicant: {
        id: actor.personId,
        name: shortName({ lastName, firstName, patronymic: middleName }),
        surname: lastName,
      },
      dueAt: expectedAnswer(now, tx.config.timeZone),
      at: now,
    });
    const id = await insertConfirmation(tx, {
      caseId: record.id,
      personId: actor.personId,
      identity,
      sentAt: now,
    });
    await sendScans(tx, actor.personId, id);
    await grantConsent(tx, actor.personId, 'identity', consentVersion);
    await deleteDraft(tx, actor.personId);
    return { ok: true, record };
  });
}

/** Takes an open request back, and with it the consent: the copy of the passport and the data go at once. */
export async function withdrawConfirmation(ctx: Context, given: Actor, revision: number): Promise<void> {
  const actor = asOneself(given);
  await ctx.transaction(async (tx) => {
    const open = await openRequestOf(tx, actor);
    if (open === null) throw new Conflict();
    await moveCase(tx, actor, { caseId: open.id, revision, to: 'withdrawn' });
    await closeConfirmation(tx, await confirmationOfCase(tx, open.id), null);
  });
}

/** The request that the actor sent last, whatever became of it, or null. */
export function latestRequestOf(ctx: Context, actor: Actor): Promise<Case | null> {
  return latestOwnCase(ctx, asOneself(actor), 'confirmation');
}

/** The actor's request that waits for a decision, or null. */
export async function openRequestOf(ctx: Context, actor: Actor): Promise<Case | null> {
  const latest = await latestRequestOf(ctx, actor);
  return latest !== null && latest.closedAt === null ? latest : null;
}

/** Milliseconds until the actor may send another request; 0 when at once. */
async function untilNextTry(ctx: Context, { personId }: Actor): Promise<number> {
  const tries = triesPerHour * ctx.config.limits.requestFactor;
  const now = ctx.clock.now();
  return nextTryAt(await sendingTimes(ctx, personId, tries), tries, now) - now;
}
