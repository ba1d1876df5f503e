import { black, formatColour, lightenFor, mixColours, parseColour, type Colour } from '../platform/values/colour.ts';

/** The style sheet without comments and idle white space; what stands in quotes is left alone. */
export function squeezeStyles(css: string): string {
  return css
    .replace(/("[^"\n]*"|'[^'\n]*')|\/\*[^]*?\*\/|\s+/g, (_all, quoted?: string) => quoted ?? ' ')
    .replace(
      /("[^"]*"|'[^']*')| ?([{};,>]) ?|: /g,
      (all, quoted?: string, sign?: string) => quoted ?? sign ?? all.trim(),
    )
    .replaceAll(';}', '}')
    .trim();
}

/** How many times larger text may be made, in per cent, and what the style sheets for it are called: `css/kabinet.150.css`. */
export const textSizes = [150, 200] as const;

/**
 * The same style sheet for larger text: everything is measured in rem and grows by itself, but conditions on the width of the
 * window ask the browser's own size of text, so they are moved here.
 */
export function enlargeStyles(css: string, percent: number): string {
  const larger = (_all: string, width: string) => `${Math.round(Number(width) * percent) / 100}rem`;
  return css.replace(/@media[^{]+/g, (condition) => condition.replace(/([\d.]+)rem/g, larger));
}

const darkPage: Colour = [17, 24, 28];

/** What a region's own colour changes in the style sheet: header and ink, and on dark a lighter tone of the same. */
export function accentStyles(accent: string): string {
  const colour = parseColour(accent);
  if (colour === null) throw new Error(`not a colour: ${accent}`);
  const strip = formatColour(mixColours(colour, black, 0.2));
  const onDark = formatColour(lightenFor(colour, darkPage, 9));
  return `:root{--top:${accent};--strip:${strip};--pine:${accent}}@media screen and (prefers-color-scheme:dark){:root{--pine:${onDark}}}`;
}
