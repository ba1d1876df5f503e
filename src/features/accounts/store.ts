import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import type { AccountLevel } from '../../platform/values/actor.ts';
import { searchText } from '../../platform/values/search-text.ts';
import { readRoles, type Name, type Person, type PersonStatus } from './rules.ts';

export type PersonRow = Readonly<{
  id: string;
  account_number: string;
  level: AccountLevel;
  roles: string;
  department: string | null;
  status: PersonStatus;
  name_sealed: string;
}>;

export const personColumns = [
  'id',
  'account_number',
  'level',
  'roles',
  'department',
  'status',
  'name_sealed',
] as const satisfies readonly (keyof PersonRow)[];

/** A row of a read model that joins `people as p`, where it may find nobody, and selects `joinedPerson`. */
export type JoinedPerson = { [Column in keyof PersonRow as `person_${Column}`]: PersonRow[Column] | null };
export const joinedPerson: readonly string[] = personColumns.map((name) => `p.${name} as person_${name}`);

/** The person of such a row, or null. */
export function toJoinedPerson(ctx: Pick<Context, 'cipher'>, row: JoinedPerson): Person | null {
  if (row.person_id === null) return null;
  const person = Object.fromEntries(personColumns.map((name) => [name, row[`person_${name}`]]));
  return toPerson(ctx, person as PersonRow);
}

/** Opens a row of `people`. */
export function toPerson({ cipher }: Pick<Context, 'cipher'>, row: PersonRow): Person {
  return {
    id: row.id,
    accountNumber: row.account_number,
    name: cipher.openJson('people.name', row.id, row.name_sealed) as Name,
    level: row.level,
    roles: readRoles(row.roles),
    department: row.department,
    status: row.status,
  };
}

/** The name as its two columns hold it. */
export function nameColumns({ cipher }: Pick<Context, 'cipher'>, id: string, name: Name) {
  return {
    name_sealed: cipher.seal('people.name', id, JSON.stringify(name)),
    surname_blind: cipher.blind('surname', searchText(name.last)),
  };
}

/** The person, or null. One statement. */
export async function findPersonOrNull(ctx: Context, id: string): Promise<Person | null> {
  const row = (await ctx
    .db('people')
    .where({ id })
    .first([...personColumns])) as PersonRow | undefined;
  return row === undefined ? null : toPerson(ctx, row);
}

/** The person. @throws NotFound */
export async function findPerson(ctx: Context, id: string): Promise<Person> {
  const person = await findPersonOrNull(ctx, id);
  if (person === null) throw new NotFound();
  return person;
}

/** People of one surname (ё and е are one), oldest account first, at most `limit`. */
export async function findPeopleBySurname(ctx: Context, surname: string, limit: number): Promise<Person[]> {
  const blind = ctx.cipher.blind('surname', searchText(surname));
  const found = ctx.db('people').where({ surname_blind: blind }).orderBy('id').limit(limit);
  return ((await found.select([...personColumns])) as PersonRow[]).map((row) => toPerson(ctx, row));
}

/** The person with an account number (ten digits), or null. */
export async function findPersonByNumber(ctx: Context, accountNumber: string): Promise<Person | null> {
  const row = (await ctx
    .db('people')
    .where({ account_number: accountNumber })
    .first([...personColumns])) as PersonRow | undefined;
  return row === undefined ? null : toPerson(ctx, row);
}
