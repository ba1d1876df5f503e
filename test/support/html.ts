import { load, type CheerioAPI } from 'cheerio';

/** The page as a document, its hard spaces as ordinary ones: `page('h1').text()`. */
export function parse(html: string): CheerioAPI {
  return load(html.replace(/\u00A0|&nbsp;/g, ' '));
}

/** What a person reads on a part of the page: a space between elements, white space folded. */
export function textOf(html: string, selector = 'body'): string {
  const part = load(html)(selector);
  const spaced = part
    .map((_at, element) => load(element).html())
    .get()
    .join(' ')
    .replaceAll('<', ' <');
  return load(spaced).text().replace(/\s+/gu, ' ').trim();
}

/** The messages of the error summary, in order; empty when there is none. */
export function summaryOf(html: string): string[] {
  const page = parse(html);
  return page('.error-summary li')
    .map((_at, item) => page(item).text().trim())
    .get();
}

/** The values that a form of the page would send as it stands, by name. */
export function fieldsOf(html: string, form = 'main form'): Record<string, string> {
  const page = load(html);
  const fields = page(form).first().serializeArray();
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}
