import { expect, test } from '@jest/globals';
import { black, contrast, formatColour, lightenFor, parseColour, white } from '../../../src/platform/values/colour.ts';

test('contrast as WCAG 2.2 counts it', () => {
  expect(contrast(white, black)).toBeCloseTo(21, 5);
  expect(contrast([118, 118, 118], white)).toBeCloseTo(4.54, 2);
  expect(contrast(white, [118, 118, 118])).toBeCloseTo(4.54, 2);
});

test('colours are read and written', () => {
  expect(parseColour('#0E3F4A')).toEqual([14, 63, 74]);
  expect(formatColour([14, 63, 74])).toBe('#0e3f4a');
  for (const wrong of ['', 'red', '#fff', '0e3f4a', '#0e3f4g']) expect(parseColour(wrong)).toBeNull();
});

test('a colour is made lighter no further than it must be', () => {
  const ground = [17, 24, 28] as const;
  const lighter = lightenFor([14, 63, 74], ground, 9);
  expect(contrast(lighter, ground)).toBeGreaterThanOrEqual(9);
  expect(contrast(lighter, ground)).toBeLessThan(11);
});
