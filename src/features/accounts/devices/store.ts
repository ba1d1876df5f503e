import type { Context } from '../../../context.ts';
import { day } from '../../../platform/values/durations.ts';

/** How long a device stays known after its last login. */
export const deviceTerm = 180 * day;

function hashOf({ cipher }: Pick<Context, 'cipher'>, token: string): string {
  return cipher.mac('device', token);
}

/** The device of this cookie, if this person has signed in on it before and it is still remembered. */
export async function findDevice(ctx: Context, personId: string, token: string): Promise<{ id: string } | null> {
  const row = (await ctx
    .db('devices')
    .where({ token_hash: hashOf(ctx, token), person_id: personId })
    .where('expires_at', '>', ctx.clock.now())
    .first('id')) as { id: string } | undefined;
  return row ?? null;
}

/** Remembers a device for a person, or prolongs it; the token is stored hashed. Answers the device's id. */
export async function rememberDevice(tx: Context, personId: string, token: string): Promise<string> {
  const now = tx.clock.now();
  const id = tx.ids.next();
  const row = {
    id,
    person_id: personId,
    token_hash: hashOf(tx, token),
    created_at: now,
    used_at: now,
    expires_at: now + deviceTerm,
  };
  await tx
    .db('devices')
    .insert(row)
    .onConflict(['token_hash', 'person_id'])
    .merge({ used_at: now, expires_at: now + deviceTerm });
  return (await findDevice(tx, personId, token))?.id ?? id;
}

/** Forgets the person's devices but one (all when `keepId` is null): the next login there needs a code. */
export async function forgetDevices(tx: Context, personId: string, keepId: string | null): Promise<void> {
  const devices = tx.db('devices').where({ person_id: personId });
  if (keepId !== null) devices.whereNot({ id: keepId });
  await devices.delete();
}

export async function sweepDevices(ctx: Context): Promise<void> {
  await ctx.db('devices').where('expires_at', '<', ctx.clock.now()).delete();
}
