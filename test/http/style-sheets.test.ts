import { expect, test } from '@jest/globals';
import { accentStyles, enlargeStyles, squeezeStyles } from '../../src/http/style-sheets.ts';

test('a sheet is squeezed without a change of meaning', () => {
  const css = `/* words */
    a:hover > b,
    .x :where(p) { content: ': /* no */ '; margin: 0  auto; width: calc(13px - var(--bar)) ; }
    @media (min-width: 64rem) { a { color: red } }`;
  expect(squeezeStyles(css)).toBe(
    "a:hover>b,.x :where(p){content:': /* no */ ';margin:0 auto;width:calc(13px - var(--bar))}@media (min-width:64rem){a{color:red}}",
  );
});

test('for larger text only the conditions on the width of the window move', () => {
  expect(enlargeStyles('@media screen and (max-width:39.99rem){a{margin:2rem}}', 150)).toBe(
    '@media screen and (max-width:59.99rem){a{margin:2rem}}',
  );
});

test("a region's colour becomes header and ink, and a lighter tone on dark", () => {
  expect(accentStyles('#5b1a2e')).toMatch(
    /^:root\{--top:#5b1a2e;--strip:#491525;--pine:#5b1a2e\}@media screen and \(prefers-color-scheme:dark\)\{:root\{--pine:#[b-e][0-9a-f]{5}\}\}$/,
  );
});
