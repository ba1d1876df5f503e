import { expect, test } from '@jest/globals';
import { createRandom } from '../../src/platform/random.ts';

test.each([1, 12, 16, 32, 256, 257, 5000])('%i bytes are as many, and never those of before', (count) => {
  const random = createRandom();
  const taken = Array.from({ length: 400 }, () => random.bytes(count));
  expect(taken.every(({ length }) => length === count)).toBe(true);
  if (count >= 12) expect(new Set(taken.map((bytes) => bytes.toString('hex'))).size).toBe(taken.length);
});

test('what was taken is its owner’s alone', () => {
  const random = createRandom();
  const [first, second] = [random.bytes(16), random.bytes(16)];
  const before = second.toString('hex');
  first.fill(0);
  random.bytes(16).fill(0);
  expect(second.toString('hex')).toBe(before);
});
