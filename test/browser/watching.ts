import type { Page } from 'playwright-core';
import type { Visitor } from '../journey/visitor.ts';
import { pageVisitor } from './visitor.ts';

/** A visitor with whom somebody else looks at every page and state that they come to. */
export function watched(page: Page, look: () => Promise<void>): Visitor {
  const visitor = pageVisitor(page);
  return {
    ...visitor,
    arrive: async (heading) => {
      await visitor.arrive(heading);
      await look();
    },
    read: async (words) => {
      await visitor.read(words);
      await look();
    },
  };
}

/** The page's path with `:id` for numbers, ids and tokens: `/applications/:id`. */
export function placeOf(page: Page): string {
  return new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}|\d+-\d{4}-\d{6}-\d|(?<=\/)[\w-]{40,}/gu, ':id');
}
