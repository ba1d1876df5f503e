import { load, type CheerioAPI } from 'cheerio';
import { labelled, type NamedFile } from '../visitor.ts';

/** One loaded page, with what was entered into its forms so far. */
export type Page = Readonly<{ url: URL; status: number; $: CheerioAPI; files: Map<string, NamedFile[]> }>;

const everything = ($: CheerioAPI) => $('*');
type Found = ReturnType<typeof everything>;

export function readPage(url: URL, status: number, html: string): Page {
  return { url, status, $: load(html), files: new Map() };
}

/** Text as it is read: white space folded. */
export function words(part: Found): string {
  return part.text().replaceAll(/\s+/gu, ' ').trim();
}

/** The control that a label belongs to, perhaps within the fieldset of a question. */
export function control(page: Page, label: string, within?: string): Found {
  const { $ } = page;
  const around =
    within === undefined ? $('main') : only(page, matching($, $('main legend'), within), within).closest('fieldset');
  const id = only(page, matching($, around.find('label'), label), label).attr('for') ?? '';
  return only(page, $(`[id="${id}"]`), label);
}

export function enter(page: Page, label: string, value: string, within?: string): void {
  const found = control(page, label, within);
  if (found.is('textarea')) found.text(value);
  else found.attr('value', value);
}

/** Ticks a checkbox; of radio buttons with the same name only this one stays. */
export function tick(page: Page, label: string, within?: string): void {
  const found = control(page, label, within);
  if (!found.is('[type=checkbox], [type=radio]')) throw new Error(`«${label}» cannot be ticked`);
  if (found.is('[type=radio]')) page.$(`input[type=radio][name="${found.attr('name')}"]`).removeAttr('checked');
  found.attr('checked', '');
}

export function choose(page: Page, label: string, option: string): void {
  const select = control(page, label);
  select.find('option').removeAttr('selected');
  only(page, matching(page.$, select.find('option'), option), option).attr('selected', '');
}

export function attach(page: Page, label: string, file: NamedFile): void {
  const input = control(page, label);
  if (!input.is('[type=file]')) throw new Error(`«${label}» takes no file`);
  const name = input.attr('name') ?? '';
  const before = input.is('[multiple]') ? (page.files.get(name) ?? []) : [];
  page.files.set(name, [...before, file]);
}

/** What the browser would send when the button is pressed; without a body it is a GET. */
export function pressed(page: Page, text: string): { address: URL; body?: FormData | URLSearchParams } {
  const { $, url, files } = page;
  const button = only(page, matching($, $('main button:not([hidden]):not([type=button])'), text), text);
  const outside = button.attr('form');
  const form = outside === undefined ? button.closest('form') : $(`form[id="${outside}"]`);
  const fields = form.serializeArray().map(({ name, value }) => [name, value] as const);
  const own = button.attr('name');
  const sent = own === undefined ? fields : [...fields, [own, button.attr('value') ?? ''] as const];
  const address = new URL(button.attr('formaction') ?? form.attr('action') ?? url.href, url);
  const plain = new URLSearchParams(sent.map(([name, value]): [string, string] => [name, value]));
  if (form.attr('method') !== 'post') {
    address.search = plain.toString();
    return { address };
  }
  if (form.attr('enctype') !== 'multipart/form-data') return { address, body: plain };
  const body = new FormData();
  for (const [name, value] of sent) body.append(name, value);
  for (const input of form.find('input[type=file]').toArray()) {
    const name = $(input).attr('name') ?? '';
    const chosen = files.get(name) ?? [];
    for (const { bytes, type, name: fileName } of chosen)
      body.append(name, new File([new Uint8Array(bytes)], fileName, { type }));
    // A browser sends an empty nameless file where none was chosen.
    if (chosen.length === 0) body.append(name, new File([], '', { type: 'application/octet-stream' }));
  }
  return { address, body };
}

/** Address of a link by its words; several with the same words have to lead to the same place. */
export function link(page: Page, text: string, where: string): URL {
  const { $, url } = page;
  const links = matching($, $(`${where} a[href]`), text);
  const first = links.first();
  const same = links.filter((_at, element) => $(element).attr('href') === first.attr('href'));
  return new URL(only(page, same.length === links.length ? first : links, text).attr('href') ?? '', url);
}

function matching($: CheerioAPI, candidates: Found, text: string): Found {
  const wanted = labelled(text);
  return candidates.filter((_at, element) => wanted.test(words($(element))));
}

function only(page: Page, found: Found, text: string): Found {
  if (found.length === 1) return found;
  throw new Error(`«${text}» is ${found.length === 0 ? 'not there' : `there ${found.length} times`}: ${place(page)}`);
}

/** Where we are, and what the portal has against what was sent. */
export function place({ $, url, status }: Page): string {
  const mistakes = $('.error-summary li')
    .map((_at, item) => $(item).text().trim())
    .get();
  return [`${url.pathname} (${status}, «${words($('h1'))}»)`, ...mistakes].join('; ');
}
