import type { Context } from '../../../context.ts';
import { afterSuccess, countAttempt, isLocked, type Lock, type Source } from './rules.ts';
import { deleteCounter, holdCounter, takeCountersAgainst, writeCounter } from './store.ts';

/** Whom the attempts are against (a person, or an identifier that nobody has) and where they come from. */
export type Attempted = Readonly<{ purpose: 'password' | 'app-code'; subject: string; source: Source }>;

/** `locks`: this is the last attempt; should it fail, nothing more is allowed until `lockedUntil` (UTC ms). */
export type Attempt =
  | Readonly<{ allowed: true; locks: boolean; lockedUntil: number | null }>
  | Readonly<{ allowed: false; lockedUntil: number }>;

/**
 * Counts an attempt before its outcome is known, in a transaction of its own. A source that the account knows has its own
 * counter alone; all others share the account's cap besides, so that no stranger locks out an owner on a known device.
 */
export async function beginAttempt(ctx: Context, attempted: Attempted, lock: Lock): Promise<Attempt> {
  return ctx.transaction(async (tx) => {
    const now = tx.clock.now();
    const keys = keysOf(tx, attempted);
    const own = countAttempt(await holdCounter(tx, keys.own, keys.subject), now, lock.own);
    const cap = keys.cap === null ? null : countAttempt(await holdCounter(tx, keys.cap, keys.subject), now, lock.cap);
    const lockedUntil = Math.max(own.counter.lockedUntil ?? 0, cap?.counter.lockedUntil ?? 0);
    if (!own.allowed || cap?.allowed === false) return { allowed: false, lockedUntil };
    await writeCounter(tx, keys.own, own.counter);
    if (keys.cap !== null && cap !== null) await writeCounter(tx, keys.cap, cap.counter);
    return { allowed: true, locks: lockedUntil > 0, lockedUntil: lockedUntil || null };
  });
}

/** The attempt was right: the source begins anew, and the account's cap forgets this one attempt. Joins a transaction. */
export async function endAttempt(tx: Context, attempted: Attempted, lock: Lock): Promise<void> {
  const keys = keysOf(tx, attempted);
  await deleteCounter(tx, keys.own);
  if (keys.cap === null) return;
  const counter = await holdCounter(tx, keys.cap, keys.subject);
  if (counter !== null) await writeCounter(tx, keys.cap, afterSuccess(counter, lock.cap));
}

/**
 * Lifts every lock that failed attempts have laid on an account, wherever they came from: an operator's answer to its owner.
 * Answers whether anything was locked at the moment.
 */
export async function unlockAccount(ctx: Context, personId: string): Promise<{ locked: boolean }> {
  return ctx.transaction(async (tx) => {
    const lifted = await takeCountersAgainst(tx, subjectMac(tx.cipher, `person:${personId}`));
    const details = { by: 'operator' };
    await tx.audit.record({ act: 'account.unlocked', personId, actorId: null, details });
    return { locked: lifted.some((counter) => isLocked(counter, tx.clock.now())) };
  });
}

function keysOf({ cipher }: Pick<Context, 'cipher'>, { purpose, subject, source }: Attempted) {
  const key = (part: string) => cipher.mac('login.attempts', `${purpose}\0${subject}\0${part}`);
  const own = key(`${source.kind}\0${source.value}`);
  return { own, cap: source.kind === 'device' ? null : key('all'), subject: subjectMac(cipher, subject) };
}

function subjectMac({ mac }: Context['cipher'], subject: string): string {
  return mac('login.subject', subject);
}
