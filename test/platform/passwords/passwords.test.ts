import { randomBytes } from 'node:crypto';
import { expect, jest, test } from '@jest/globals';
import bcrypt from 'bcrypt';
import { TooManyRequests } from '../../../src/errors.ts';
import { createPasswords } from '../../../src/platform/passwords.ts';

const pepper = randomBytes(32);
const passwords = createPasswords({ pepper, cost: 4, queueLimit: 20 });

test('the right password fits its hash, others do not', async () => {
  const hash = await passwords.hash('Вишня-в-Цвету-7');
  expect(hash).toMatch(/^\$2b\$04\$/);
  expect(await passwords.verify('Вишня-в-Цвету-7', hash)).toBe(true);
  expect(await passwords.verify('Вишня-в-Цвету-8', hash)).toBe(false);
  expect(await passwords.verify('', hash)).toBe(false);
  expect(await passwords.hash('Вишня-в-Цвету-7')).not.toBe(hash);
});

test('a long Cyrillic password counts to its last letter', async () => {
  const long = 'Ж'.repeat(300);
  const hash = await passwords.hash(`${long}а`);
  expect(await passwords.verify(`${long}а`, hash)).toBe(true);
  expect(await passwords.verify(`${long}б`, hash)).toBe(false);
  expect(await passwords.verify(long, hash)).toBe(false);
});

test('composed and decomposed letters are one password, and a zero byte ends nothing', async () => {
  const hash = await passwords.hash('Йод-Ёлка-7!');
  expect(await passwords.verify('Йод-Ёлка-7!'.normalize('NFD'), hash)).toBe(true);
  const withZero = await passwords.hash('Ab1!\u0000one');
  expect(await passwords.verify('Ab1!\u0000two', withZero)).toBe(false);
});

test('a hash is worthless without the pepper', async () => {
  const hash = await passwords.hash('Вишня-в-Цвету-7');
  const elsewhere = createPasswords({ pepper: randomBytes(32), cost: 4, queueLimit: 20 });
  expect(await elsewhere.verify('Вишня-в-Цвету-7', hash)).toBe(false);
  expect(await bcrypt.compare('Вишня-в-Цвету-7', hash)).toBe(false);
});

test('somebody unknown costs the same work and is refused', async () => {
  const compare = jest.spyOn(bcrypt, 'compare');
  expect(await passwords.verify('wrong', null)).toBe(false);
  const [, against] = compare.mock.calls[0] ?? [];
  expect(compare).toHaveBeenCalledTimes(1);
  expect(bcrypt.getRounds(String(against))).toBe(bcrypt.getRounds(await passwords.hash('Вишня-в-Цвету-7')));
  compare.mockRestore();
});

test('a stored hash of another cost is to be renewed', async () => {
  const hash = await passwords.hash('Вишня-в-Цвету-7');
  expect(passwords.isOutdated(hash)).toBe(false);
  expect(createPasswords({ pepper, cost: 5, queueLimit: 1 }).isOutdated(hash)).toBe(true);
});

test('when too many wait, the next is refused at once and the others are served', async () => {
  const narrow = createPasswords({ pepper, cost: 8, queueLimit: 3 });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => narrow.verify('any', null)));
  const refused = results
    .filter((result) => result.status === 'rejected')
    .map((result) => result.reason as TooManyRequests);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5);
  expect(refused).toHaveLength(3);
  expect(refused[0]).toBeInstanceOf(TooManyRequests);
  expect(refused[0]?.retryAfterSeconds).toBeGreaterThan(0);
  expect(await narrow.verify('any', null)).toBe(false);
});
