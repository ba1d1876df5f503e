const minute = 60_000;

/** Attempts from one source against one subject, or from all unknown sources together. Times in UTC ms. */
export type Counter = Readonly<{ failures: number; lockedUntil: number | null; updatedAt: number }>;

/** So many failures in a row lock for so long (ms). */
export type LockPolicy = Readonly<{ failures: number; lockMs: number }>;

/** Where attempts come from: a device that the account knows, or an address. */
export type Source = Readonly<{ kind: 'device' | 'address'; value: string }>;

export type Limits = Readonly<{
  loginFailures: number;
  loginLockMinutes: number;
  loginFailuresPerAccount: number;
  codeTries: number;
}>;

/**
 * Counts one attempt before its outcome is known, so that parallel guesses get no extra ones. A locked counter allows nothing
 * and is left as it is; one whose last attempt is `lockMs` old begins anew; the attempt that reaches the limit is still
 * allowed, but nothing after it is: success takes the lock away again (`afterSuccess`).
 */
export function countAttempt(
  counter: Counter | null,
  now: number,
  policy: LockPolicy,
): { allowed: boolean; counter: Counter } {
  if (counter !== null && isLocked(counter, now)) return { allowed: false, counter };
  const fresh = counter === null || counter.lockedUntil !== null || now - counter.updatedAt >= policy.lockMs;
  const failures = fresh ? 1 : counter.failures + 1;
  const lockedUntil = failures >= policy.failures ? now + policy.lockMs : null;
  return { allowed: true, counter: { failures, lockedUntil, updatedAt: now } };
}

/** The account-wide counter once an attempt proved right: that attempt is taken back, others' failures stay. */
export function afterSuccess(counter: Counter, policy: LockPolicy): Counter {
  const failures = Math.max(0, counter.failures - 1);
  return { ...counter, failures, lockedUntil: failures >= policy.failures ? counter.lockedUntil : null };
}

export function isLocked({ lockedUntil }: Counter, now: number): boolean {
  return lockedUntil !== null && lockedUntil > now;
}

export type Lock = Readonly<{ own: LockPolicy; cap: LockPolicy }>;

/** Passwords: 3 failures a source, 100 an account over all unknown sources, 30 minutes each. */
export function passwordLock(limits: Limits): Lock {
  const lockMs = limits.loginLockMinutes * minute;
  return { own: { failures: limits.loginFailures, lockMs }, cap: { failures: limits.loginFailuresPerAccount, lockMs } };
}

/** Codes of a generator app, which are not sent and so have no number of tries of their own: as many as any code has. */
export function appCodeLock(limits: Limits): Lock {
  const lockMs = limits.loginLockMinutes * minute;
  return { own: { failures: limits.codeTries, lockMs }, cap: { failures: limits.loginFailuresPerAccount, lockMs } };
}
