import { expect, test } from '@jest/globals';
import { safeNext } from '../../src/http/next-address.ts';

test.each([
  ['/cabinet', '/cabinet'],
  ['/applications?status=draft&page=2', '/applications?status=draft&page=2'],
  ['//evil.example', null],
  ['/\\evil.example', null],
  ['https://evil.example', null],
  ['javascript:alert(1)', null],
  ['/cabinet\r\nSet-Cookie: x', null],
  ['/\t/evil.example', null],
  ['cabinet', null],
  ['', null],
  [['/cabinet'], null],
  [undefined, null],
])('the way back %j is %j', (given, expected) => {
  expect(safeNext(given)).toBe(expected);
});
