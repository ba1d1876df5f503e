import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { Contacts, Identifier, IdentifierKind, NewIdentifier, Person } from '../rules.ts';
import { joinedPerson, personColumns, toJoinedPerson, toPerson, type JoinedPerson, type PersonRow } from '../store.ts';

type IdentifierRow = { id: string; kind: IdentifierKind; value_sealed: string };

/** Credentials of one login: the hash stands apart from the person, so that it goes nowhere by accident. */
export type Credentials = Readonly<{ person: Person; passwordHash: string }>;

export function blindOf({ cipher }: Pick<Context, 'cipher'>, { kind, value }: Identifier): string {
  return cipher.blind(`identifier.${kind}`, value);
}

/** Who signs in with a confirmed identifier, and their password's hash; null when nobody does. One statement. */
export async function findCredentials(ctx: Context, identifier: Identifier): Promise<Credentials | null> {
  const row = (await ctx
    .db('identifiers')
    .join('people', 'people.id', 'identifiers.person_id')
    .where({ 'identifiers.kind': identifier.kind, 'identifiers.value_blind': blindOf(ctx, identifier) })
    .whereNotNull('identifiers.confirmed_at')
    .first([...personColumns.map((column) => `people.${column}`), 'people.password_hash'])) as
    (PersonRow & { password_hash: string }) | undefined;
  return row === undefined ? null : { person: toPerson(ctx, row), passwordHash: row.password_hash };
}

/** Whose confirmed identifier this is, or null. */
export async function findPersonByLogin(ctx: Context, identifier: Identifier): Promise<Person | null> {
  return (await findCredentials(ctx, identifier))?.person ?? null;
}

/** Where the person can be reached: primary phone and e-mail, confirmed. @throws NotFound for nobody. */
export async function contactsOf(ctx: Context, personId: string): Promise<Contacts> {
  return toContacts(
    ctx,
    (await contactRows(ctx, personId).select('i.id', 'i.kind', 'i.value_sealed')) as IdentifierRow[],
  );
}

/** A person and where to reach them, in one statement. @throws NotFound for nobody. */
export async function findPersonWithContacts(
  ctx: Context,
  personId: string,
): Promise<Readonly<{ person: Person; contacts: Contacts }>> {
  const rows = (await contactRows(ctx, personId)
    .join('people as p', 'p.id', 'i.person_id')
    .select(['i.id', 'i.kind', 'i.value_sealed', ...joinedPerson])) as (IdentifierRow & JoinedPerson)[];
  const person = rows[0] === undefined ? null : toJoinedPerson(ctx, rows[0]);
  if (person === null) throw new NotFound();
  return { person, contacts: toContacts(ctx, rows) };
}

/** A row of a read model that `joinContacts` has joined. */
export type JoinedContacts = Readonly<
  Record<'phone_id' | 'phone_sealed' | 'contact_email_id' | 'contact_email_sealed', string | null>
>;
export const joinedContacts: readonly string[] = [
  'tel.id as phone_id',
  'tel.value_sealed as phone_sealed',
  'mail.id as contact_email_id',
  'mail.value_sealed as contact_email_sealed',
];

/** Joins a person's primary, confirmed phone and e-mail as `tel` and `mail`; `person` is the column with the person's id. */
export function joinContacts(query: Knex.QueryBuilder, person: string): Knex.QueryBuilder {
  for (const [alias, kind] of [
    ['tel', 'phone'],
    ['mail', 'email'],
  ] as const)
    void query.leftJoin(`identifiers as ${alias}`, (on) =>
      on
        .on(`${alias}.person_id`, person)
        .andOnVal(`${alias}.kind`, kind)
        .andOnVal(`${alias}.is_primary`, 1)
        .andOnNotNull(`${alias}.confirmed_at`),
    );
  return query;
}

/** The contacts of such a row. @throws NotFound when there is no phone */
export function toJoinedContacts(ctx: Context, row: JoinedContacts): Contacts {
  const one = (id: string | null, sealed: string | null) =>
    id === null || sealed === null ? null : ctx.cipher.open('identifiers.value', id, sealed);
  const phone = one(row.phone_id, row.phone_sealed);
  if (phone === null) throw new NotFound();
  return { phone, email: one(row.contact_email_id, row.contact_email_sealed) };
}

function contactRows(ctx: Context, personId: string): Knex.QueryBuilder {
  return ctx
    .db('identifiers as i')
    .where({ 'i.person_id': personId, 'i.is_primary': 1 })
    .whereIn('i.kind', ['phone', 'email'])
    .whereNotNull('i.confirmed_at');
}

function toContacts(ctx: Context, rows: readonly IdentifierRow[]): Contacts {
  const valueOf = (kind: IdentifierKind) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    return row === undefined ? null : ctx.cipher.open('identifiers.value', row.id, row.value_sealed);
  };
  const phone = valueOf('phone');
  if (phone === null) throw new NotFound();
  return { phone, email: valueOf('email') };
}

/** @throws the database's error when somebody has this identifier already (see `isDuplicate`). */
export async function insertIdentifier(
  tx: Context,
  personId: string,
  identifier: NewIdentifier,
  primary: boolean,
): Promise<void> {
  const id = tx.ids.next();
  await tx.db('identifiers').insert({
    id,
    person_id: personId,
    kind: identifier.kind,
    value_sealed: tx.cipher.seal('identifiers.value', id, identifier.value),
    value_blind: blindOf(tx, identifier),
    is_primary: primary ? 1 : 0,
    confirmed_at: identifier.confirmedAt,
    created_at: tx.clock.now(),
  });
}

/** Row of this identifier, whoever has it and whether confirmed or not. */
export async function findIdentifier(
  tx: Context,
  identifier: Identifier,
): Promise<{ id: string; personId: string } | null> {
  const row = (await tx
    .db('identifiers')
    .where({ kind: identifier.kind, value_blind: blindOf(tx, identifier) })
    .first('id', 'person_id')) as { id: string; person_id: string } | undefined;
  return row === undefined ? null : { id: row.id, personId: row.person_id };
}

export async function confirmIdentifier(tx: Context, id: string, confirmedAt: number): Promise<void> {
  await tx.db('identifiers').where({ id }).update({ confirmed_at: confirmedAt });
}

/** Whether the person has a primary identifier of this kind. */
export async function hasPrimary(tx: Context, personId: string, kind: IdentifierKind): Promise<boolean> {
  return (await tx.db('identifiers').where({ person_id: personId, kind, is_primary: 1 }).first('id')) !== undefined;
}
