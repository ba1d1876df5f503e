import { expect, test } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { checkBik, formatAccount } from '../../../src/platform/values/bank-account.ts';
import { checkKbk, checkOktmo, formatKbk, formatOktmo } from '../../../src/platform/values/budget-codes.ts';
import { checkKpp } from '../../../src/platform/values/kpp.ts';
import { checkCadastralNumber, checkCadastralQuarter, checkPostalIndex } from '../../../src/platform/values/place.ts';
import { checkNumber, makeNumber } from '../../../src/platform/values/public-number.ts';

test('КПП, КБК, ОКТМО, БИК: shape and zeros', () => {
  expect(checkKpp('7736 01 001')).toEqual({ ok: true, value: '773601001' });
  expect(checkKpp('7736ab001')).toEqual({ ok: true, value: '7736AB001' });
  for (const bad of ['', '000000000', '77360100', '77360я001']) expect(checkKpp(bad).ok).toBe(false);
  expect(checkKbk('182 1 01 02010 01 1000 110')).toEqual({ ok: true, value: '18210102010011000110' });
  expect(formatKbk('18210102010011000110')).toBe('182 1 01 02010 01 1000 110');
  for (const bad of ['', '0'.repeat(20), '1'.repeat(19)]) expect(checkKbk(bad).ok).toBe(false);
  expect(checkOktmo('34 701 000')).toEqual({ ok: true, value: '34701000' });
  expect([formatOktmo('34701000'), formatOktmo('34701000001')]).toEqual(['34 701 000', '34 701 000 001']);
  for (const bad of ['', '00000000', '347010000']) expect(checkOktmo(bad).ok).toBe(false);
  for (const bad of ['', '000000000', '144525225', '04452522']) expect(checkBik(bad).ok).toBe(false);
  expect(formatAccount('40702810000000000001')).toBe('4070 2810 0000 0000 0001');
});

test('postal indexes and cadastral numbers', () => {
  expect(checkPostalIndex('156 000')).toEqual({ ok: true, value: '156000' });
  for (const bad of ['', '056000', '15600', '15600a', '756000']) expect(checkPostalIndex(bad).ok).toBe(false);
  expect(checkCadastralNumber('44 : 27 : 040101 : 123')).toEqual({ ok: true, value: '44:27:040101:123' });
  expect(checkCadastralNumber('44;27;0401011;5').ok).toBe(true);
  for (const bad of ['', '44:27:040101', '44:27:0401:5', '00:27:040101:5', '44:27:040101:0']) {
    expect(checkCadastralNumber(bad).ok).toBe(false);
  }
  expect(checkCadastralQuarter('44:27:040101').ok).toBe(true);
  expect(checkCadastralQuarter('44:27:040101:5').ok).toBe(false);
});

test('public numbers come back from any spelling', () => {
  expect(makeNumber('44', 2026, 123)).toBe('44-2026-000123-3');
  const region = integer({ min: 1, max: 99 }).map((code) => String(code).padStart(2, '0'));
  assert(
    property(region, integer({ min: 2000, max: 2999 }), integer({ min: 1, max: 999_999_999 }), (code, year, n) => {
      const number = makeNumber(code, year, n);
      expect(checkNumber(number)).toEqual({ ok: true, value: number });
      expect(checkNumber(` № ${number.replaceAll('-', '–')} `)).toEqual({ ok: true, value: number });
      expect(checkNumber(number.replaceAll('-', ''))).toEqual({ ok: true, value: number });
    }),
  );
});

test('public numbers: a wrong digit or two neighbours swapped never make another number', () => {
  assert(
    property(integer({ min: 1, max: 999_999 }), (sequence) => {
      const bare = makeNumber('44', 2026, sequence).replaceAll('-', '');
      for (let at = 0; at < bare.length; at += 1) {
        for (const digit of '0123456789') {
          if (digit !== bare[at]) expect(checkNumber(bare.slice(0, at) + digit + bare.slice(at + 1)).ok).toBe(false);
        }
        const [left, right] = [bare[at], bare[at + 1]];
        if (right === undefined || left === right) continue;
        expect(checkNumber(bare.slice(0, at) + right + left + bare.slice(at + 2)).ok).toBe(false);
      }
    }),
    { numRuns: 30 },
  );
});

test('public numbers: what can be none is refused, impossible parts throw', () => {
  for (const bad of ['', '44-2026-000000-0', '44-2026-123-4', 'abc', '4'.repeat(40)])
    expect(checkNumber(bad).ok).toBe(false);
  expect(() => makeNumber('4', 2026, 1)).toThrow(RangeError);
  expect(() => makeNumber('44', 2026, 0)).toThrow(RangeError);
  expect(() => makeNumber('44', 26, 1)).toThrow(RangeError);
});
