import type { Context } from '../../context.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { sessionRow, toPersonalSession } from '../accounts/index.ts';
import type { Membership, Organisation, OrganisationRole } from './rules.ts';

type Row = {
  id: string;
  name: string;
  short_name: string;
  inn: string;
  ogrn: string;
  kpp: string | null;
  address: string;
  head_name_sealed: string;
  role: OrganisationRole;
  rights: 'read' | 'change';
};

const columns = [
  'o.id',
  'o.name',
  'o.short_name',
  'o.inn',
  'o.ogrn',
  'o.kpp',
  'o.address',
  'o.head_name_sealed',
  'm.role',
  'm.rights',
];

function membershipRows(ctx: Context, personId: string) {
  return ctx
    .db('memberships as m')
    .join('organisations as o', 'o.id', 'm.organisation_id')
    .where('m.person_id', personId);
}

function toMembership(ctx: Context, row: Row): Membership {
  return { organisation: toOrganisation(ctx, row), role: row.role, rights: row.rights };
}

type OrganisationRow = Omit<Row, 'role' | 'rights'>;

function toOrganisation({ cipher }: Context, row: OrganisationRow): Organisation {
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    inn: row.inn,
    ogrn: row.ogrn,
    kpp: row.kpp,
    address: row.address,
    headName: cipher.open('organisations.head_name', row.id, row.head_name_sealed),
  };
}

/** A row of a read model that joins `organisations as o`, where it may find none, and selects `joinedOrganisation`. */
export type JoinedOrganisation = {
  [Column in keyof OrganisationRow as `organisation_${Column}`]: OrganisationRow[Column] | null;
};
const own = ['id', 'name', 'short_name', 'inn', 'ogrn', 'kpp', 'address', 'head_name_sealed'] as const;
export const joinedOrganisation: readonly string[] = own.map((name) => `o.${name} as organisation_${name}`);

/** The organisation of such a row, or null. */
export function toJoinedOrganisation(ctx: Context, row: JoinedOrganisation): Organisation | null {
  if (row.organisation_id === null) return null;
  return toOrganisation(
    ctx,
    Object.fromEntries(own.map((name) => [name, row[`organisation_${name}`]])) as OrganisationRow,
  );
}

/** Every organisation that the person may act for, by name. */
export async function membershipsOf(ctx: Context, personId: string): Promise<Membership[]> {
  const rows = (await membershipRows(ctx, personId).orderBy(['o.short_name', 'o.id']).select(columns)) as Row[];
  return rows.map((row) => toMembership(ctx, row));
}

export async function findMembership(
  ctx: Context,
  personId: string,
  organisationId: string,
): Promise<Membership | null> {
  const row = (await membershipRows(ctx, personId).where('o.id', organisationId).first(columns)) as Row | undefined;
  return row === undefined ? null : toMembership(ctx, row);
}

type Standing = { short_name: string | null; rights: Row['rights'] | null };

const acting = prepared<{ hash: string }, Standing>((db, { hash }) =>
  sessionRow(db, hash)
    .leftJoin('memberships as m', (on) =>
      on
        .on('m.person_id', 's.person_id')
        .andOn('m.organisation_id', 's.party_id')
        .andOnVal('s.party_kind', 'organisation'),
    )
    .leftJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select('o.short_name', 'm.rights'),
);

/** The session of a hash with its person and, where it acts for an organisation, what the person may do there now. One statement. */
export async function findActing(ctx: Context, hash: string) {
  const [row] = await acting(ctx.db, { hash });
  if (row === undefined) return null;
  const { short_name: name, rights } = row;
  return { ...toPersonalSession(ctx, row), membership: name === null || rights === null ? null : { name, rights } };
}

/** The organisation that the actor acts for now; null in one's own cabinet. */
export async function organisationFor(ctx: Context, actor: Actor): Promise<Organisation | null> {
  if (actor.party.kind !== 'organisation') return null;
  return (await findMembership(ctx, actor.personId, actor.party.id))?.organisation ?? null;
}

export async function insertOrganisation(tx: Context, organisation: Organisation): Promise<void> {
  await tx.db('organisations').insert({
    id: organisation.id,
    name: organisation.name,
    short_name: organisation.shortName,
    inn: organisation.inn,
    ogrn: organisation.ogrn,
    kpp: organisation.kpp,
    address: organisation.address,
    head_name_sealed: tx.cipher.seal('organisations.head_name', organisation.id, organisation.headName),
    created_at: tx.clock.now(),
  });
}

export async function insertMembership(
  tx: Context,
  membership: Readonly<{ organisationId: string; personId: string; role: OrganisationRole; rights: 'read' | 'change' }>,
): Promise<void> {
  await tx.db('memberships').insert({
    id: tx.ids.next(),
    organisation_id: membership.organisationId,
    person_id: membership.personId,
    role: membership.role,
    rights: membership.rights,
    created_at: tx.clock.now(),
  });
}
