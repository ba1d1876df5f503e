import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  addIdentifier,
  contactsOf,
  createPerson,
  findPeopleBySurname,
  findPerson,
  findPersonByLogin,
  formatAccountNumber,
  fullName,
  renamePerson,
  setLevel,
  shortName,
} from '../../src/features/accounts/index.ts';
import { actorOfPerson, readRoles } from '../../src/features/accounts/rules.ts';
import { NotFound } from '../../src/errors.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, personOf } from '../support/cast.ts';

let site: TestApp;
beforeAll(async () => void (site = await startApp()));
afterAll(() => site.close());

const name = { last: 'Берёзкин', first: 'Олег', middle: null };

function create(phone: string, confirmedAt: number | null = 1) {
  return site.ctx.transaction((tx) =>
    createPerson(tx, { name, passwordHash: 'hash', identifiers: [{ kind: 'phone', value: phone, confirmedAt }] }),
  );
}

describe('a new person', () => {
  test('has the lowest level, a number of ten digits, and is found by identifier and surname', async () => {
    const person = await create('+79000000201');
    expect(person).toMatchObject({
      level: 'simplified',
      status: 'active',
      roles: [],
      accountNumber: expect.stringMatching(/^\d{10}$/),
    });
    expect(await findPersonByLogin(site.ctx, { kind: 'phone', value: '+79000000201' })).toEqual(person);
    expect((await findPeopleBySurname(site.ctx, 'березкин', 10)).map(({ id }) => id)).toContain(person.id);
  });

  test('lies encrypted', async () => {
    const { id } = await create('+79000000202');
    const rows = [await site.ctx.db('people').where({ id }), await site.ctx.db('identifiers').where({ person_id: id })];
    expect(JSON.stringify(rows)).not.toMatch(/Берёзкин|79000000202/);
  });

  test('cannot take what another has, and then is not made at all', async () => {
    await expect(create(cast.anna.phone)).rejects.toMatchObject({ code: 'ACCOUNT-IDENTIFIER-TAKEN', status: 409 });
    expect(await findPeopleBySurname(site.ctx, 'Нетакой', 1)).toEqual([]);
  });

  test('cannot sign in with what is not confirmed', async () => {
    await create('+79000000203', null);
    expect(await findPersonByLogin(site.ctx, { kind: 'phone', value: '+79000000203' })).toBeNull();
  });
});

describe('identifiers', () => {
  test('of one kind have one primary; confirming again changes nothing else', async () => {
    const { id } = await create('+79000000204');
    await addIdentifier(site.ctx, id, { kind: 'phone', value: '+79000000205', confirmedAt: 1 });
    await addIdentifier(site.ctx, id, { kind: 'phone', value: '+79000000205', confirmedAt: 2 });
    expect(await contactsOf(site.ctx, id)).toEqual({ phone: '+79000000204', email: null });
    expect(await site.ctx.db('identifiers').where({ person_id: id })).toHaveLength(2);
  });

  test('of somebody else are refused', async () => {
    const vera = await personOf(site, 'vera');
    await expect(
      addIdentifier(site.ctx, vera.id, { kind: 'snils', value: cast.anna.snils ?? '', confirmedAt: 1 }),
    ).rejects.toMatchObject({ status: 409 });
  });
});

test('level and name change; nobody has neither', async () => {
  const { id } = await create('+79000000206');
  await setLevel(site.ctx, id, 'confirmed');
  await renamePerson(site.ctx, id, { last: 'Липов', first: 'Олег', middle: 'Ильич' });
  const person = await findPerson(site.ctx, id);
  expect([person.level, fullName(person), shortName(person)]).toEqual([
    'confirmed',
    'Липов Олег Ильич',
    'Липов\u00A0О.\u00A0И.',
  ]);
  expect((await findPeopleBySurname(site.ctx, 'Липов', 1))[0]?.id).toBe(id);
  await expect(setLevel(site.ctx, 'nobody', 'confirmed')).rejects.toThrow(NotFound);
  await expect(findPerson(site.ctx, 'nobody')).rejects.toThrow(NotFound);
  await expect(contactsOf(site.ctx, 'nobody')).rejects.toThrow(NotFound);
});

test('the actor of a person owns their own cabinet', async () => {
  const person = await personOf(site, 'anna');
  expect(actorOfPerson(person)).toEqual({
    personId: person.id,
    name: 'Анна Смирнова',
    party: { kind: 'person', id: person.id },
    partyName: 'Анна Сергеевна Смирнова',
    rights: 'change',
    level: 'confirmed',
    roles: [],
    department: null,
  });
});

test('only real roles are read; an account number is set in groups', () => {
  expect(readRoles('["head","king"]')).toEqual(['head']);
  expect(readRoles('{}')).toEqual([]);
  expect(formatAccountNumber('1234567890')).toBe('12-345-678-90');
});
