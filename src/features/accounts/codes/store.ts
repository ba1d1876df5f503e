import type { Context } from '../../../context.ts';
import type { SentCode } from './rules.ts';

/** What a code is for: `purpose` names the use, `subject` the attempt (a session, a case…), `address` where it went. */
export type CodeKey = Readonly<{ purpose: string; subject: string; address: string }>;

export type CodeRow = SentCode & Readonly<{ id: string; codeMac: string }>;

function whichOf(ctx: Pick<Context, 'cipher'>, { purpose, subject, address }: CodeKey) {
  return { purpose, subject, address_blind: addressBlind(ctx, address) };
}

function addressBlind({ cipher }: Pick<Context, 'cipher'>, address: string): string {
  return cipher.blind('code.address', address);
}

/** The last code sent for a key, or null. */
export async function lastCode(ctx: Context, key: CodeKey): Promise<CodeRow | null> {
  const row = (await ctx
    .db('one_time_codes')
    .where(whichOf(ctx, key))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .first('id', 'code_mac', 'tries', 'created_at', 'expires_at', 'used_at')) as
    | { id: string; code_mac: string; tries: number; created_at: number; expires_at: number; used_at: number | null }
    | undefined;
  if (row === undefined) return null;
  return {
    id: row.id,
    codeMac: row.code_mac,
    tries: row.tries,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}

/** How many unused codes were made for an address since a moment: real ones, or decoys. */
export async function countUnused(
  ctx: Context,
  { address }: Pick<CodeKey, 'address'>,
  { since, decoy }: Readonly<{ since: number; decoy: boolean }>,
): Promise<number> {
  const [row] = (await ctx
    .db('one_time_codes')
    .where({ address_blind: addressBlind(ctx, address), decoy: decoy ? 1 : 0 })
    .where('created_at', '>', since)
    .whereNull('used_at')
    .count({ n: '*' })) as { n: number | string }[];
  return Number(row?.n ?? 0);
}

export async function insertCode(
  tx: Context,
  key: CodeKey,
  code: Readonly<{ id: string; codeMac: string; decoy: boolean; expiresAt: number }>,
): Promise<void> {
  await tx.db('one_time_codes').insert({
    id: code.id,
    ...whichOf(tx, key),
    code_mac: code.codeMac,
    decoy: code.decoy ? 1 : 0,
    tries: 0,
    created_at: tx.clock.now(),
    expires_at: code.expiresAt,
    used_at: null,
  });
}

/** Counts one try before the code is compared; false when none was left or another request used the code. */
export async function countTry(tx: Context, id: string, most: number): Promise<boolean> {
  const counted = await tx
    .db('one_time_codes')
    .where({ id })
    .where('tries', '<', most)
    .whereNull('used_at')
    .update({ tries: tx.db.raw('tries + 1') });
  return counted === 1;
}

/** Uses the code up; false when another request was first. */
export async function useUp(tx: Context, id: string): Promise<boolean> {
  return (await tx.db('one_time_codes').where({ id }).whereNull('used_at').update({ used_at: tx.clock.now() })) === 1;
}

export async function sweepCodes(ctx: Context, before: number): Promise<void> {
  await ctx.db('one_time_codes').where('created_at', '<', before).delete();
}
