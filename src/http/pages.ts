import { randomBytes } from 'node:crypto';
import { createRecent } from '../platform/recent.ts';

/** What two answers differ in that are the same page otherwise: the form token, and how long the session still lasts. */
export type Blank = 'csrf' | 'secondsLeft';

/** A page ready to be sent: bytes, and between them what is filled in for each answer. */
export type Page = readonly (Buffer | Blank)[];

// Nobody can know the mark, so nobody can type it.
const mark = randomBytes(8).toString('hex');
const marks = new RegExp(`${mark}(csrf|secondsLeft)${mark}`);

/** What a model holds in the place of a blank. */
export const blanks: Readonly<Record<Blank, string>> = {
  csrf: `${mark}csrf${mark}`,
  secondsLeft: `${mark}secondsLeft${mark}`,
};

/** The page that a template has made. */
export function pageOf(html: string): Page {
  return html.split(marks).map((part, at) => (at % 2 === 1 ? (part as Blank) : Buffer.from(part, 'utf8')));
}

/** Whether the page has no blanks: then it is one and the same for all, and `fillIn` gives the same buffer each time. */
export function isWhole(page: Page): boolean {
  return page.length === 1;
}

/** The bytes of one answer. Values are asked for only when the page has a place for them. */
export function fillIn(page: Page, values: Readonly<Record<Blank, () => string>>): Buffer {
  const [first] = page;
  if (isWhole(page) && Buffer.isBuffer(first)) return first;
  return Buffer.concat(page.map((part) => (typeof part === 'string' ? Buffer.from(values[part](), 'utf8') : part)));
}

/**
 * Remembers pages by their template and model: templates see nothing else, so equal models give equal pages. A model must be plain
 * data, for it is compared as JSON. `room` is in bytes, for those shown lately.
 */
export function createPageMemo(render: (template: string, model: object) => string, room: number) {
  const lately = createRecent<Page>(room / 2, (key, page) => 2 * key.length + bytesOf(page));
  return function remembered(template: string, model: object): Page {
    const key = template + JSON.stringify(model);
    let page = lately.get(key);
    if (page === undefined) lately.keep(key, (page = pageOf(render(template, model))));
    return page;
  };
}

function bytesOf(page: Page): number {
  return page.reduce((sum, part) => sum + part.length, 0);
}
