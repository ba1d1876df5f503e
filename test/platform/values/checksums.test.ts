import { expect, test } from '@jest/globals';
import { array, assert, constantFrom, integer, property } from 'fast-check';
import {
  checkBik,
  checkCorrespondentAccount,
  checkSettlementAccount,
} from '../../../src/platform/values/bank-account.ts';
import { checkUin, completeUin } from '../../../src/platform/values/budget-codes.ts';
import type { Checked } from '../../../src/platform/values/check.ts';
import {
  checkInn,
  checkOrganisationInn,
  checkPersonInn,
  completeOrganisationInn,
  completePersonInn,
} from '../../../src/platform/values/inn.ts';
import { checkOgrn, checkOgrnip, completeOgrn, completeOgrnip } from '../../../src/platform/values/ogrn.ts';
import { checkSnils, completeSnils, formatSnils } from '../../../src/platform/values/snils.ts';

const digits = (length: number) =>
  array(integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const notZero = (text: string) => !/^0+$/.test(text);
const sum = (text: string, weights: number[]) =>
  weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);

/** Remainders by the published weights: where they are 10 (or meet after mod 10) a checksum cannot tell two numbers apart. */
const by9 = (text: string) => sum(text, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11;
const by10 = (text: string) => sum(text, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11;
const by11 = (text: string) => sum(text, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11;
const mod11 = (text: string) => Number(text.slice(0, 12)) % 11;
const mod13 = (text: string) => Number(text.slice(0, 14)) % 13;
const pass = (text: string) =>
  sum(
    text,
    Array.from({ length: text.length - 1 }, (_none, at) => (at % 10) + 1),
  ) % 11;

/** Every text that differs from the given one in exactly one digit. */
function* neighbours(text: string): Generator<{ at: number; changed: string }> {
  for (let at = 0; at < text.length; at += 1) {
    for (let digit = 0; digit <= 9; digit += 1) {
      if (text[at] !== String(digit)) yield { at, changed: text.slice(0, at) + digit + text.slice(at + 1) };
    }
  }
}

/** Every single wrong digit is refused, unless `blind` says that this checksum cannot see it. */
function refusesNeighbours(
  whole: string,
  check: (text: string) => Checked,
  blind: (changed: string, at: number) => boolean = () => false,
): void {
  for (const { at, changed } of neighbours(whole)) {
    if (!blind(changed, at)) expect({ changed, ok: check(changed).ok }).toEqual({ changed, ok: false });
  }
}

test('real numbers from public sources are accepted', () => {
  expect(checkSnils('112-233-445 95')).toEqual({ ok: true, value: '11223344595' });
  expect(checkOrganisationInn('7707083893')).toEqual({ ok: true, value: '7707083893' });
  expect(checkPersonInn('5001 0073 2259')).toEqual({ ok: true, value: '500100732259' });
  expect(checkOgrn('1027700132195')).toEqual({ ok: true, value: '1027700132195' });
  expect(checkOgrnip('304500116000157').ok).toBe(true);
  expect(checkBik('044525225').ok).toBe(true);
  expect(checkCorrespondentAccount('30101810400000000225', '044525225').ok).toBe(true);
  expect(checkCorrespondentAccount('40102810545370000003', '004525988').ok).toBe(true);
});

test('СНИЛС: every number above 001-001-998 with its control number is accepted, in any spelling', () => {
  assert(
    property(integer({ min: 1_001_999, max: 999_999_999 }), (number) => {
      const whole = completeSnils(String(number).padStart(9, '0'));
      expect(checkSnils(formatSnils(whole))).toEqual({ ok: true, value: whole });
      expect(checkSnils(` ${whole.slice(0, 3)}–${whole.slice(3)}\u00A0`)).toEqual({ ok: true, value: whole });
    }),
  );
});

test('СНИЛС: a wrong digit is refused, but for the twin of control 00', () => {
  assert(
    property(integer({ min: 100_000_000, max: 999_999_999 }), (number) => {
      const whole = completeSnils(String(number));
      // Sums 100 and 101 both give 00: only the ninth digit can slip between them. Small numbers carry no control at all.
      const blind = (changed: string, at: number) =>
        Number(changed.slice(0, 9)) <= 1_001_998 ||
        (at === 8 && whole.endsWith('00') && changed === completeSnils(changed.slice(0, 9)));
      refusesNeighbours(whole, checkSnils, blind);
    }),
    { numRuns: 40 },
  );
});

test('СНИЛС: numbers up to 001-001-998 have no control number; zero is nobody', () => {
  expect(checkSnils('001-001-998 77').ok).toBe(true);
  expect(checkSnils('001-001-999 77').ok).toBe(false);
  expect(checkSnils('000-000-000 00').ok).toBe(false);
});

test('ИНН of an organisation: whole numbers accepted, wrong digits refused', () => {
  assert(
    property(digits(9).filter(notZero), (start) => {
      const whole = completeOrganisationInn(start);
      expect(checkOrganisationInn(whole)).toEqual({ ok: true, value: whole });
      expect(checkInn(whole).ok).toBe(true);
      refusesNeighbours(whole, checkOrganisationInn, (changed) => [whole, changed].some((text) => by9(text) === 10));
    }),
    { numRuns: 40 },
  );
});

test('ИНН of a person: whole numbers accepted, wrong digits refused', () => {
  assert(
    property(digits(10).filter(notZero), (start) => {
      const whole = completePersonInn(start);
      expect(checkPersonInn(whole)).toEqual({ ok: true, value: whole });
      refusesNeighbours(whole, checkPersonInn, (changed) =>
        [whole, changed].some((text) => by10(text) === 10 || by11(text) === 10),
      );
    }),
    { numRuns: 40 },
  );
});

test('ИНН: zeros, the other length and letters are refused with the length that is needed', () => {
  expect(checkPersonInn('000000000000').ok).toBe(false);
  expect(checkOrganisationInn('0000000000').ok).toBe(false);
  expect(checkPersonInn('7707083893')).toEqual({
    ok: false,
    message: 'Это ИНН организации. Введите свой ИНН: 12 цифр',
  });
  expect(checkInn('12345')).toMatchObject({ message: expect.stringContaining('10 цифр') });
  expect(checkInn('77070838O3').ok).toBe(false);
});

test('ОГРН and ОГРНИП: whole numbers accepted, wrong digits refused', () => {
  assert(
    property(constantFrom('1', '5'), digits(11), digits(13), (first, rest, more) => {
      const ogrn = completeOgrn(first + rest);
      expect(checkOgrn(ogrn)).toEqual({ ok: true, value: ogrn });
      refusesNeighbours(ogrn, checkOgrn, (changed) => mod11(ogrn) === 10 || mod11(changed) === 10);
      const ogrnip = completeOgrnip(`3${more}`);
      expect(checkOgrnip(ogrnip)).toEqual({ ok: true, value: ogrnip });
      refusesNeighbours(ogrnip, checkOgrnip, (changed) => mod13(ogrnip) % 10 === mod13(changed) % 10);
    }),
    { numRuns: 40 },
  );
  expect(checkOgrn('0000000000000').ok).toBe(false);
  expect(checkOgrnip('000000000000000').ok).toBe(false);
});

test('УИН: whole numbers of 20 and 25 digits accepted, wrong digits refused', () => {
  assert(
    property(constantFrom(19, 24).chain(digits).filter(notZero), (start) => {
      const whole = completeUin(start);
      expect(checkUin(whole)).toEqual({ ok: true, value: whole });
      refusesNeighbours(whole, checkUin, (changed) => pass(whole) === 10 || pass(changed) === 10);
    }),
    { numRuns: 40 },
  );
  expect(checkUin('0'.repeat(20)).ok).toBe(false);
  expect(checkUin('0'.repeat(25)).ok).toBe(false);
  expect(checkUin('1'.repeat(21)).ok).toBe(false);
  expect(checkUin('1234567890abcdefghij').ok).toBe(true);
});

test('accounts: exactly one key digit fits a БИК, and every wrong digit is refused', () => {
  assert(
    property(digits(12), integer({ min: 50, max: 999 }), (tail, bank) => {
      const bik = `044525${String(bank).padStart(3, '0')}`;
      const keys = Array.from('0123456789').map((key) => `40702810${key}${tail.slice(1)}`);
      const fitting = keys.filter((account) => checkSettlementAccount(account, bik).ok);
      expect(fitting).toHaveLength(1);
      // The first two digits choose the rule; the rest is weighed 7-1-3, which sees every change.
      refusesNeighbours(
        fitting[0]!,
        (text) => checkSettlementAccount(text, bik),
        (changed) => /^(03|40102)/.test(changed),
      );
    }),
    { numRuns: 40 },
  );
});

test('accounts: treasury accounts follow no key, zeros are refused, the message names both numbers', () => {
  expect(checkSettlementAccount('03100643000000017300', '004525988').ok).toBe(true);
  expect(checkSettlementAccount('40102810545370000003', '004525988').ok).toBe(true);
  expect(checkSettlementAccount('0'.repeat(20), '044525225').ok).toBe(false);
  expect(checkCorrespondentAccount('0'.repeat(20), '044525225').ok).toBe(false);
  expect(checkCorrespondentAccount('30101810400000000226', '044525225')).toMatchObject({
    message: expect.stringContaining('не подходит к БИК'),
  });
});
