import type { SealedColumn } from '../platform/key-rotation.ts';

/**
 * Every column whose values are sealed with the ring of keys, by table, with the column that their seals name the row by.
 * `name_sealed` is sealed for the place `people.name`. What is missing here would be lost with an old key, so a test compares
 * the list with the database that the migrations make.
 */
const byTable: Readonly<Record<string, Readonly<{ id: string; columns: readonly string[] }>>> = {
  applications: { id: 'id', columns: ['answers', 'signature', 'decision'] },
  attachments: { id: 'id', columns: ['verdict'] },
  audit_keys: { id: 'id', columns: ['key'] },
  case_steps: { id: 'id', columns: ['actor', 'reason'] },
  cases: { id: 'id', columns: ['applicant', 'assignee'] },
  confirmation_drafts: { id: 'person_id', columns: ['typed'] },
  confirmations: { id: 'id', columns: ['data', 'refusal'] },
  demo_deliveries: { id: 'id', columns: ['delivery'] },
  document_requests: { id: 'id', columns: ['request', 'answer'] },
  documents: { id: 'id', columns: ['title', 'check_code'] },
  drafts: { id: 'id', columns: ['content', 'signature'] },
  email_confirmations: { id: 'id', columns: ['email'] },
  files: { id: 'id', columns: ['name'] },
  generator_apps: { id: 'person_id', columns: ['secret'] },
  identifiers: { id: 'id', columns: ['value'] },
  late_forms: { id: 'id', columns: ['form'] },
  messages: { id: 'id', columns: ['subject', 'text'] },
  organisations: { id: 'id', columns: ['head_name'] },
  outbox: { id: 'id', columns: ['payload'] },
  people: { id: 'id', columns: ['name'] },
  profiles: { id: 'person_id', columns: ['entries'] },
  sessions: { id: 'id', columns: ['client'] },
  sign_in_flows: { id: 'session_id', columns: ['flow'] },
  signatures: { id: 'id', columns: ['certificate'] },
};

export const sealedColumns: readonly SealedColumn[] = Object.entries(byTable).flatMap(([table, { id, columns }]) =>
  columns.map((name) => ({ table, id, column: `${name}_sealed`, place: `${table}.${name}` })),
);

/** Sealed, but not with the ring: entries of the journal lie under keys of their own (`audit_keys`), which are. */
export const sealedOtherwise: readonly string[] = ['audit_entries.details_sealed'];
