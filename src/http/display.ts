import type { Request, Response } from 'express';
import { readCookie } from './cookies.ts';
import { stateOf } from './request-state.ts';

/** How somebody who sees little wants the pages, kept in a cookie of their browser. */
export type Display = Readonly<{
  size: (typeof sizes)[number];
  scheme: (typeof schemes)[number];
  spacing: (typeof spacings)[number];
  images: (typeof imageChoices)[number];
}>;

/** The first of each is what everybody sees. */
export const sizes = ['100', '150', '200'] as const;
export const schemes = ['own', 'white', 'black', 'blue', 'brown'] as const;
export const spacings = ['normal', 'wide', 'wider'] as const;
export const imageChoices = ['on', 'off'] as const;

export const ordinaryDisplay: Display = { size: '100', scheme: 'own', spacing: 'normal', images: 'on' };

const year = 365 * 24 * 60 * 60 * 1000;

/** What the browser's cookie says; the ordinary look where it says nothing or something else. */
export function displayOf(req: Request): Display {
  const [size, scheme, spacing, images] = (readCookie(req, cookieOf(req)) ?? '').split('.');
  return {
    size: sizes.find((value) => value === size) ?? ordinaryDisplay.size,
    scheme: schemes.find((value) => value === scheme) ?? ordinaryDisplay.scheme,
    spacing: spacings.find((value) => value === spacing) ?? ordinaryDisplay.spacing,
    images: imageChoices.find((value) => value === images) ?? ordinaryDisplay.images,
  };
}

export function isOrdinary(display: Display): boolean {
  return Object.entries(ordinaryDisplay).every(([key, value]) => display[key as keyof Display] === value);
}

/** Keeps the look for a year, or forgets it when it is the ordinary one. Nobody is told apart by it. */
export function keepDisplay(req: Request, res: Response, display: Display): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: stateOf(req).http.secure } as const;
  if (isOrdinary(display)) res.clearCookie(cookieOf(req), options);
  else {
    const { size, scheme, spacing, images } = display;
    res.cookie(cookieOf(req), [size, scheme, spacing, images].join('.'), { ...options, maxAge: year });
  }
}

/** How many signs surely fit into a line of the narrowest screen, in letters of each size. */
const shortWords: Readonly<Record<Display['size'], number>> = { '100': 12, '150': 11, '200': 8 };

/**
 * The page for this browser: where letters are larger or stand farther apart a line holds few words, and long words that hard spaces
 * keep together would be broken inside. Short ones («№ 8», «д. 2»), sums of money and the dash, dot or arrow after a word stay whole.
 */
export function withLooseWords(req: Request, page: Buffer): Buffer {
  const { size, spacing } = displayOf(req);
  if (size === ordinaryDisplay.size && spacing === ordinaryDisplay.spacing) return page;
  const text = page.toString('utf8').replaceAll('&nbsp;', '\u00A0');
  return Buffer.from(
    text.replace(/[^<> \n]+/g, (held) => loosened(held, shortWords[size])),
    'utf8',
  );
}

function loosened(held: string, short: number): string {
  return held.length <= short ? held : held.replace(/\u00A0(?!\d{3}(?!\d)|[₽—·→])/g, ' ');
}

/**
 * What the skeleton of a page needs: the attributes of `<html>` and which style sheets to take. Null for the ordinary look, which
 * costs nothing.
 */
export function displayShell(display: Display) {
  if (isOrdinary(display)) return null;
  const attributes = Object.entries(display).filter(([key, value]) => ordinaryDisplay[key as keyof Display] !== value);
  return { attributes, suffix: display.size === '100' ? '' : `.${display.size}` };
}

function cookieOf(req: Request): string {
  return stateOf(req).http.secure ? '__Host-display' : 'display';
}
