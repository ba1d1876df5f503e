import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import { decrypt, encrypt, type Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import { plainPartOf, type AuditContents, type AuditRow } from './audit-row.ts';

/** Encrypts the contents of one person's entries; erasing it erases them, and leaves the chain whole. */
export type AuditKey = Readonly<{ id: string; key: Buffer }>;

type Needs = Readonly<{ db: Knex; ids: Ids; clock: Clock; cipher: Cipher; random: Random }>;
type Row = { id: string; key_sealed: string | null };

/** Owner of the key for acts that concern nobody's data. */
const portal = 'portal';

/** The key of a person (null: of the portal itself), made at the first act. */
export async function auditKeyFor(needs: Needs, personId: string | null): Promise<AuditKey> {
  const owner = personId ?? portal;
  const known = await findKey(needs, owner);
  if (known !== null) return known;
  const id = needs.ids.next();
  const sealed = needs.cipher.seal('audit_keys.key', id, needs.random.bytes(32).toString('base64'));
  const row = { id, owner, key_sealed: sealed, created_at: needs.clock.now() };
  await needs.db('audit_keys').insert(row).onConflict().ignore();
  const made = await findKey(needs, owner);
  if (made === null) throw new Error('a key of the journal could not be made');
  return made;
}

/** Keys by id; null for one that was erased. An id that is missing from the answer is unknown. */
export async function auditKeys(
  { db, cipher }: Pick<Needs, 'db' | 'cipher'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AuditKey | null>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const rows = (await db('audit_keys').whereIn('id', wanted).select('id', 'key_sealed')) as Row[];
  return new Map(rows.map((row) => [row.id, readAuditKey(cipher, row)]));
}

/** Makes the contents of a person's entries unreadable for ever. Their times, acts and links stay. */
export async function eraseAuditKey({ db, clock }: Pick<Needs, 'db' | 'clock'>, personId: string): Promise<void> {
  const erased = { key_sealed: null, erased_at: clock.now() };
  await db('audit_keys').where({ owner: personId }).whereNull('erased_at').update(erased);
}

/** Encrypts the contents of an entry; its plain columns are authenticated with them. */
export function sealContents(
  { key }: AuditKey,
  plain: Omit<AuditRow, 'details_sealed'>,
  contents: object,
  random: Random,
): string {
  return encrypt(key, plainPartOf(plain), JSON.stringify(contents), random).toString('base64url');
}

/** The contents of an entry. @throws when any column of the entry was changed. */
export function openContents({ key }: AuditKey, row: AuditRow): AuditContents {
  return JSON.parse(decrypt(key, plainPartOf(row), Buffer.from(row.details_sealed, 'base64url'))) as AuditContents;
}

async function findKey({ db, cipher }: Needs, owner: string): Promise<AuditKey | null> {
  const row = (await db('audit_keys').where({ owner }).whereNull('erased_at').first('id', 'key_sealed')) as
    Row | undefined;
  return row === undefined ? null : readAuditKey(cipher, row);
}

/** The key in a row of `audit_keys`; null when it was erased. */
export function readAuditKey(cipher: Cipher, { id, key_sealed }: Row): AuditKey | null {
  if (key_sealed === null) return null;
  return { id, key: Buffer.from(cipher.open('audit_keys.key', id, key_sealed), 'base64') };
}
