import type { Context } from '../../../context.ts';
import type { EmailConfirmation } from './rules.ts';

type Row = { id: string; person_id: string; email_sealed: string; expires_at: number; confirmed_at: number | null };

const columns = ['id', 'person_id', 'email_sealed', 'expires_at', 'confirmed_at'];

export async function insertConfirmation(tx: Context, confirmation: EmailConfirmation, token: string): Promise<void> {
  await tx.db('email_confirmations').insert({
    id: confirmation.id,
    person_id: confirmation.personId,
    email_sealed: tx.cipher.seal('email_confirmations.email', confirmation.id, confirmation.email),
    token_hash: hashOf(tx, token),
    created_at: tx.clock.now(),
    expires_at: confirmation.expiresAt,
    confirmed_at: confirmation.confirmedAt,
  });
}

/** The confirmation that a link's token belongs to, whatever its state. */
export async function findByToken(ctx: Context, token: string): Promise<EmailConfirmation | null> {
  const row = (await ctx
    .db('email_confirmations')
    .where({ token_hash: hashOf(ctx, token) })
    .first(columns)) as Row | undefined;
  return row === undefined ? null : open(ctx, row);
}

/** The person's latest confirmation, whatever its state. */
export async function latestOf(ctx: Context, personId: string): Promise<EmailConfirmation | null> {
  const latest = ctx
    .db('email_confirmations')
    .where({ person_id: personId })
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
  const row = (await latest.first(columns)) as Row | undefined;
  return row === undefined ? null : open(ctx, row);
}

/** Marks a confirmation as done; false when it was done before. */
export async function markConfirmed(tx: Context, id: string): Promise<boolean> {
  return (
    (await tx
      .db('email_confirmations')
      .where({ id })
      .whereNull('confirmed_at')
      .update({ confirmed_at: tx.clock.now() })) === 1
  );
}

/** Links of earlier letters of this person no longer confirm. */
export async function expireOthers(tx: Context, personId: string): Promise<void> {
  const now = tx.clock.now();
  await tx
    .db('email_confirmations')
    .where({ person_id: personId })
    .whereNull('confirmed_at')
    .where('expires_at', '>', now)
    .update({ expires_at: now });
}

export async function sweepConfirmations(ctx: Context, before: number): Promise<void> {
  await ctx.db('email_confirmations').where('expires_at', '<', before).delete();
}

function open({ cipher }: Pick<Context, 'cipher'>, row: Row): EmailConfirmation {
  const email = cipher.open('email_confirmations.email', row.id, row.email_sealed);
  return { id: row.id, personId: row.person_id, email, expiresAt: row.expires_at, confirmedAt: row.confirmed_at };
}

function hashOf({ cipher }: Pick<Context, 'cipher'>, token: string): string {
  return cipher.mac('email.confirmation', token);
}
