import type { Visit } from '../../support/every-route.ts';
import { parse } from '../../support/html.ts';

/** What every page must have, whoever sees it. */
export function markupFindings({ html }: Pick<Visit, 'html'>): string[] {
  const page = parse(html);
  const exactly = (what: string, selector: string) => {
    const found = page(selector).length;
    return found === 1 ? [] : [`${found} of ${what} instead of one`];
  };
  const title = page('title').text();
  return [
    ...exactly('h1', 'h1'),
    ...exactly('main', 'main'),
    ...exactly('h1 inside main', 'main h1'),
    ...exactly('the way to the content', 'body > .skip[href="#main"]'),
    ...(page('html').attr('lang') === 'ru' ? [] : ['the language is not said']),
    ...(/^\S.* — Личный кабинет \d+$/.test(title) ? [] : [`the title is «${title}»`]),
    ...(page('meta[http-equiv="refresh"]').length === 0 ? [] : ['the page moves by itself']),
  ];
}

/** Titles that two places of one person share: open tabs and the list of history could not be told apart. */
export function titleFindings(pages: readonly Visit[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const { html, address } of pages) {
    const title = parse(html)('title').text();
    places.set(title, (places.get(title) ?? new Set()).add(address.split('?')[0] ?? ''));
  }
  return [...places]
    .filter(([, found]) => found.size > 1)
    .map(([title, found]) => `«${title}» is ${[...found].join(' and ')}`);
}

/**
 * The kinds of element that a page is made of: `button.second`, `input[type=radio]`. Two pages of a route made of the same
 * kinds look the same to axe and to a ruler.
 */
export function kindsOf(html: string): Set<string> {
  const page = parse(html);
  const telling = ['type', 'role', 'aria-current', 'aria-invalid', 'readonly', 'aria-disabled'];
  const kinds = page('body, body *')
    .get()
    .map(({ tagName, attribs }) => {
      const given = telling.filter((name) => attribs[name] !== undefined).map((name) => `[${name}=${attribs[name]}]`);
      return [
        tagName,
        ...(attribs['class'] ?? '')
          .split(/\s+/)
          .filter(Boolean)
          .sort()
          .map((name) => `.${name}`),
        ...given,
      ].join('');
    });
  return new Set(kinds);
}
