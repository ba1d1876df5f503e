import { expect, test } from '@jest/globals';
import { holds } from '../../../src/features/catalogue/form/conditions.ts';

const known: Record<string, unknown> = { pet: 'cat', kinds: ['a', 'b'], count: 2, agreed: true };
const look = (id: string) => known[id];

test.each([
  [{ field: 'pet', equals: 'cat' }, true],
  [{ field: 'pet', equals: 'dog' }, false],
  [{ field: 'pet', in: ['dog', 'cat'] }, true],
  [{ field: 'kinds', equals: 'b' }, true],
  [{ field: 'kinds', in: ['c', 'a'] }, true],
  [{ field: 'kinds', equals: 'c' }, false],
  [{ field: 'count', equals: 2 }, true],
  [{ field: 'count', equals: '2' }, false],
  [{ field: 'agreed', equals: true }, true],
  [{ field: 'nothing', equals: 'x' }, false],
  [{ field: 'nothing', filled: false }, true],
  [{ field: 'nothing', filled: true }, false],
  [{ field: 'pet', filled: true }, true],
  [
    {
      all: [
        { field: 'pet', equals: 'cat' },
        { field: 'count', equals: 3 },
      ],
    },
    false,
  ],
  [
    {
      any: [
        { field: 'pet', equals: 'dog' },
        { field: 'count', equals: 2 },
      ],
    },
    true,
  ],
  [
    {
      any: [
        { field: 'pet', equals: 'dog' },
        { field: 'count', equals: 3 },
      ],
    },
    false,
  ],
])('%j is %s', (when, expected) => {
  expect(holds(when, look)).toBe(expected);
});

test('no condition always holds', () => {
  expect(holds(undefined, look)).toBe(true);
});
