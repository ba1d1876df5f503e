import type { Context } from '../../context.ts';
import { createPerson, findPersonByLogin, grantConsent, type NewIdentifier } from '../accounts/index.ts';
import { insertMembership, insertOrganisation } from '../organisations/index.ts';
import { saveProfile } from '../profile/index.ts';
import { cast, demoPassword, emailOf, romashka, type CastMember, type CastName } from './cast.ts';

/** Puts the ten people and the organisation into an empty database; a second call changes nothing. Returns their ids. */
export async function seedCast(ctx: Context): Promise<Readonly<Record<CastName, string>> | null> {
  if ((await findPersonByLogin(ctx, { kind: 'phone', value: cast.anna.phone })) !== null) return null;
  // One hash for all: ten would take seconds, and everybody knows the password anyway.
  const passwordHash = await ctx.passwords.hash(demoPassword);
  return ctx.transaction(async (tx) => {
    const ids = {} as Record<CastName, string>;
    for (const name of Object.keys(cast) as CastName[]) ids[name] = await seedPerson(tx, cast[name], passwordHash);
    const organisationId = tx.ids.next();
    await insertOrganisation(tx, { id: organisationId, ...romashka });
    await insertMembership(tx, { organisationId, personId: ids.anna, role: 'head', rights: 'change' });
    await insertMembership(tx, { organisationId, personId: ids.boris, role: 'employee', rights: 'read' });
    return ids;
  });
}

async function seedPerson(tx: Context, member: CastMember, passwordHash: string): Promise<string> {
  const confirmedAt = tx.clock.now();
  const identifiers: NewIdentifier[] = [
    { kind: 'phone', value: member.phone, confirmedAt },
    { kind: 'email', value: emailOf(member), confirmedAt },
    ...(member.snils === null ? [] : [{ kind: 'snils' as const, value: member.snils, confirmedAt }]),
    ...(member.inn === null ? [] : [{ kind: 'inn' as const, value: member.inn, confirmedAt }]),
  ];
  const person = await createPerson(tx, {
    name: member.name,
    level: member.confirmed ? 'confirmed' : 'simplified',
    roles: member.roles,
    department: member.department,
    passwordHash,
    identifiers,
  });
  for (const kind of ['agreement', 'policy', 'processing'] as const) await grantConsent(tx, person.id, kind, '1');
  if (member.confirmed) await saveProfile(tx, person.id, member.profile, 'confirmed', null);
  return person.id;
}
