import { timingSafeEqual } from 'node:crypto';
import type { Context } from '../../../context.ts';
import { second } from '../../../platform/values/durations.ts';
import { codeLength, codeWindow, mayIssue, mayTry, resendAt, wrongCode, type CodeRefusal } from './rules.ts';
import { countTry, countUnused, insertCode, lastCode, useUp, type CodeKey } from './store.ts';

export type IssuedCode = Readonly<{ ok: true; code: string }>;

/**
 * Makes a one-time code (6 digits, `CODE_TTL_SECONDS`) and stores its keyed hash; the caller sends it in the same transaction.
 * Refuses with `AUTH-CODE-WAIT` before the resend time and with `AUTH-CODE-LIMIT` above the hourly number to one address.
 * A `decoy` counts and waits like any other but no code will ever fit: for addresses whose owner gets another message instead.
 * Decoys count among themselves: strangers ask for them, and the owner must still get codes.
 */
export async function issueCode(tx: Context, key: CodeKey, { decoy = false } = {}): Promise<IssuedCode | CodeRefusal> {
  const { limits } = tx.config;
  const now = tx.clock.now();
  const unused = await countUnused(tx, key, { since: now - codeWindow, decoy });
  const allowed = mayIssue(now, await lastCode(tx, key), unused, limits);
  if (!allowed.ok) return allowed;
  const id = tx.ids.next();
  const code = tx.random.digits(codeLength);
  const codeMac = decoy ? tx.cipher.mac('code.decoy', tx.random.token()) : macOf(tx, id, code);
  await insertCode(tx, key, { id, codeMac, decoy, expiresAt: now + limits.codeTtlSeconds * second });
  return { ok: true, code };
}

/**
 * Tries a code against the last one sent for the key, and uses it up when it fits. The try is counted before the comparison,
 * so that parallel requests get no extra ones: the caller's transaction must commit even when the answer is a refusal.
 */
export async function redeemCode(tx: Context, key: CodeKey, code: string): Promise<{ ok: true } | CodeRefusal> {
  const { codeTries } = tx.config.limits;
  const sent = await lastCode(tx, key);
  const allowed = mayTry(tx.clock.now(), sent, tx.config.limits);
  if (!allowed.ok) return allowed;
  if (sent === null || !(await countTry(tx, sent.id, codeTries))) return wrongCode(0);
  if (!isSame(sent.codeMac, macOf(tx, sent.id, code))) return wrongCode(codeTries - sent.tries - 1);
  return (await useUp(tx, sent.id)) ? { ok: true } : wrongCode(0);
}

/** When the last code of the key went out and from when another may (UTC ms), or null when none did. */
export async function codeTimes(
  ctx: Context,
  key: CodeKey,
): Promise<{ sentAt: number; resendAt: number; expiresAt: number } | null> {
  const sent = await lastCode(ctx, key);
  if (sent === null) return null;
  return { sentAt: sent.createdAt, resendAt: resendAt(sent, ctx.config.limits), expiresAt: sent.expiresAt };
}

function macOf({ cipher }: Pick<Context, 'cipher'>, id: string, code: string): string {
  return cipher.mac('code', `${id}\0${code}`);
}

function isSame(one: string, two: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(two)];
  return a.length === b.length && timingSafeEqual(a, b);
}
