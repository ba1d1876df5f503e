import { expect, test } from '@jest/globals';
import { isPublicNumber, maskAddress } from '../../src/features/journal/rules.ts';

test.each([
  ['203.0.113.45', '203.0.113.···'],
  ['::ffff:203.0.113.45', '203.0.113.···'],
  ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3:···'],
  ['2001:db8:85a3:1:2:3:4:5', '2001:db8:85a3:···'],
  ['fe80::1', 'fe80:···'],
  ['::1', 'этот компьютер'],
  ['127.0.0.1', 'этот компьютер'],
  ['', ''],
  ['nonsense', ''],
])('the address %s is shown as %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});

test.each([
  ['44-2026-000123-3', true],
  ['44-2026-000123-4', false],
  ['0198a000-0000-7000-8000-000000000000', false],
  ['GET /staff', false],
])('%s is a public number: %s', (subject, is) => {
  expect(isPublicNumber(subject)).toBe(is);
});
