import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestSite } from '../../support/browser.ts';
import { cookieOf, type Walker } from '../../support/every-route.ts';

/** A page of a browser in which this person is already signed in; the ways in have walks of their own. */
export async function pageOf(
  { test, origin, newContext }: Pick<TestSite, 'test' | 'origin' | 'newContext'>,
  walker: Walker,
  options?: BrowserContextOptions,
): Promise<Page> {
  const context = await newContext(options);
  const [name = '', value = ''] = (await cookieOf(test, walker)).split('=');
  if (name !== '') await context.addCookies([{ name, value, url: origin }]);
  return context.newPage();
}
