import type { Context } from '../../context.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { isDuplicate } from '../../platform/db/database.ts';
import type { AccountLevel, StaffRole } from '../../platform/values/actor.ts';
import { confirmIdentifier, findIdentifier, hasPrimary, insertIdentifier } from './identifiers/store.ts';
import type { Name, NewIdentifier, Person, PersonStatus } from './rules.ts';
import { findPerson, findPersonByNumber, nameColumns } from './store.ts';

export type NewPerson = Readonly<{
  name: Name;
  level?: AccountLevel;
  roles?: readonly StaffRole[];
  department?: string | null;
  passwordHash: string;
  /** The first of each kind is the primary one. */
  identifiers: readonly NewIdentifier[];
}>;

/**
 * Creates an account («Упрощённая» unless told) with its identifiers; joins the caller's transaction.
 * @throws Conflict `ACCOUNT-IDENTIFIER-TAKEN` when somebody has one of the identifiers already.
 */
export async function createPerson(tx: Context, input: NewPerson): Promise<Person> {
  const id = tx.ids.next();
  const now = tx.clock.now();
  await tx.db('people').insert({
    id,
    account_number: await freeAccountNumber(tx),
    level: input.level ?? 'simplified',
    roles: JSON.stringify(input.roles ?? []),
    department: input.department ?? null,
    status: 'active' satisfies PersonStatus,
    ...nameColumns(tx, id, input.name),
    password_hash: input.passwordHash,
    password_changed_at: now,
    created_at: now,
    revision: 1,
  });
  for (const identifier of input.identifiers) await addIdentifier(tx, id, identifier);
  return findPerson(tx, id);
}

/**
 * Gives a person one more identifier, or confirms the one that is there; the first of its kind becomes the primary one.
 * @throws Conflict `ACCOUNT-IDENTIFIER-TAKEN` when it is somebody else's.
 */
export async function addIdentifier(tx: Context, personId: string, identifier: NewIdentifier): Promise<void> {
  const known = await findIdentifier(tx, identifier);
  if (known !== null && known.personId !== personId) throw taken();
  if (known !== null) {
    if (identifier.confirmedAt !== null) await confirmIdentifier(tx, known.id, identifier.confirmedAt);
    return;
  }
  const primary = !(await hasPrimary(tx, personId, identifier.kind));
  try {
    await insertIdentifier(tx, personId, identifier, primary);
  } catch (error) {
    throw isDuplicate(error) ? taken() : error;
  }
}

/** Sets the level of an account. @throws NotFound */
export async function setLevel(tx: Context, personId: string, level: AccountLevel): Promise<void> {
  await update(tx, personId, { level });
}

/** Puts another name on an account, as a decided request or a document says. @throws NotFound */
export async function renamePerson(tx: Context, personId: string, name: Name): Promise<void> {
  await update(tx, personId, nameColumns(tx, personId, name));
}

async function update(tx: Context, personId: string, columns: object): Promise<void> {
  const changed = await tx
    .db('people')
    .where({ id: personId })
    .update({ ...columns, revision: tx.db.raw('revision + 1') });
  if (changed !== 1) throw new NotFound();
}

async function freeAccountNumber(tx: Context): Promise<string> {
  for (;;) {
    const number = tx.random.digits(10);
    if ((await findPersonByNumber(tx, number)) === null) return number;
  }
}

function taken(): Conflict {
  return new Conflict({
    code: 'ACCOUNT-IDENTIFIER-TAKEN',
    title: 'Уже занято',
    explanation: 'Эти данные уже привязаны к другой учётной записи.',
  });
}
