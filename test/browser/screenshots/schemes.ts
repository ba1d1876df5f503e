import type { BrowserContextOptions, Page } from 'playwright-core';

/** How the pages are seen: what the person's system says, and the cookie of display settings. */
export type Scheme = Readonly<{ context?: BrowserContextOptions; display?: string; media?: 'print'; bare?: true }>;

export const schemes: Readonly<Record<string, Scheme>> = {
  light: {},
  dark: { context: { colorScheme: 'dark' } },
  'low-vision': { display: '150.black.wide.on' },
  forced: { context: { forcedColors: 'active' } },
  print: { media: 'print' },
  bare: { bare: true },
};

/** Those that are photographed when none is named. */
export const ordinarySchemes = ['light', 'dark', 'low-vision'] as const;

/** Makes a new page, not yet led anywhere, see everything in this scheme. */
export async function prepare(page: Page, origin: string, { display, media, bare }: Scheme): Promise<void> {
  if (display !== undefined) await page.context().addCookies([{ name: 'display', value: display, url: origin }]);
  if (media !== undefined) await page.emulateMedia({ media });
  if (bare === true) await page.route('**/*.css', (route) => route.abort());
}
