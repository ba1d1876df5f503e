import type { Cipher } from './encryption.ts';

/** An entry as `audit_entries` holds it, apart from its place in the chain. */
export type AuditRow = Readonly<{
  id: string;
  /** UTC ms. */
  at: number;
  act: string;
  person_id: string | null;
  actor_id: string | null;
  owner_kind: string | null;
  owner_id: string | null;
  subject: string | null;
  result: string;
  /** Key of the journal that the contents are encrypted with; null in entries older than those keys. */
  key_id: string | null;
  details_sealed: string;
}>;

/** The encrypted part of an entry: the address that it came from, and the details of its act. */
export type AuditContents = Readonly<{ ip?: string; [detail: string]: unknown }>;

/** An entry with its place in the chain. */
export type LinkedRow = AuditRow & Readonly<{ seq: number; link: string }>;

const plainColumns = [
  'id',
  'at',
  'act',
  'person_id',
  'actor_id',
  'owner_kind',
  'owner_id',
  'subject',
  'result',
  'key_id',
] as const;

export const auditColumns: readonly (keyof AuditRow)[] = [...plainColumns, 'details_sealed'];

/** What the first entry is linked to. */
export const genesis = '';

/** Everything of an entry that can be read without a key, in one text: authenticated with its encrypted contents. */
export function plainPartOf(row: Omit<AuditRow, 'details_sealed'>): string {
  return JSON.stringify(plainColumns.map((column) => row[column]));
}

/**
 * The link of an entry: HMAC-SHA-256 (hex) over the link before it, its place and all of its columns, the contents as they
 * are encrypted. Keyed, so that somebody who can only write to the database can compute none.
 */
export function linkOf({ mac }: Pick<Cipher, 'mac'>, previous: string, seq: number, row: AuditRow): string {
  return mac('audit.link', JSON.stringify([previous, seq, plainPartOf(row), row.details_sealed]));
}
