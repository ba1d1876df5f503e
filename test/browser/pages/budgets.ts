import type { Visit } from '../../support/every-route.ts';
import { parse } from '../../support/html.ts';

/** Goal 3 of the face: compressed bytes and requests. Icons and the manifest are not counted. */
export const budgets = {
  html: 5000,
  list: 8000,
  css: 6000,
  script: 2500,
  form: { bytes: 14_000, requests: 3 },
  fragments: { bytes: 30_000, requests: 4 },
} as const;

/** What a first visit to the page costs, in bytes as sent and in requests; the desk's own sheet stands apart. */
export type Weight = Readonly<{ html: number; css: number; script: number; total: number; requests: number }>;

/** `sizeOf` gives the compressed size of a static file by its address. */
export function weigh({ html, bytes }: Pick<Visit, 'html' | 'bytes'>, sizeOf: (address: string) => number): Weight {
  const page = parse(html);
  const addresses = (selector: string, attribute: string) =>
    page(selector)
      .map((_at, node) => page(node).attr(attribute) ?? '')
      .get();
  const sheets = addresses('link[rel="stylesheet"]', 'href').filter((address) => !/\/staff\./.test(address));
  const scripts = addresses('script[src]', 'src');
  const pictures = addresses('img[src^="/static/"]', 'src');
  const sum = (files: readonly string[]) => files.reduce((total, address) => total + sizeOf(address), 0);
  return {
    html: bytes,
    css: sum(sheets),
    script: sum(scripts.filter((address) => !address.includes('htmx'))),
    total: bytes + sum([...sheets, ...scripts, ...pictures]),
    requests: 1 + sheets.length + scripts.length + pictures.length,
  };
}

/** A page that shows as many rows as there are: a registry, a queue, a catalogue. The demo's pages of samples and letters are, too. */
export function isList({ html, route }: Pick<Visit, 'html' | 'route'>): boolean {
  return parse(html)('main :is(.rows > li, tbody tr)').length >= 8 || route.path.startsWith('/demo');
}

/** What of a page is heavier than it may be. The page of all samples is a tool for builders and has no bounds. */
export function weightFindings(visit: Visit, sizeOf: (address: string) => number): string[] {
  if (visit.route.path === '/demo/components') return [];
  const weight = weigh(visit, sizeOf);
  const load = visit.html.includes('/htmx.min.') ? budgets.fragments : budgets.form;
  const most = isList(visit) ? budgets.list : budgets.html;
  // A long list may use up what its page is allowed beyond that of a form.
  const total = load.bytes + (most - budgets.html);
  const over = (what: string, is: number, allowed: number) =>
    is > allowed ? [`${what}: ${is}, allowed ${allowed}`] : [];
  return [
    ...over('bytes of HTML', weight.html, most),
    ...over('bytes of style sheets', weight.css, budgets.css),
    ...over('bytes of own script', weight.script, budgets.script),
    ...over('bytes of a first load', weight.total, total),
    ...over('requests of a first load', weight.requests, load.requests),
  ];
}
