import { cabinetMenu, type NamedFile, type Visitor } from '../visitor.ts';
import { createClient, type Answer } from './client.ts';
import { attach, choose, enter, link, place, pressed, readPage, tick, words, type Page } from './page.ts';

/** A visitor without a browser: requests, cookies and the forms as they are written. */
export function httpVisitor(base: string): Visitor {
  const client = createClient(base);
  let current: Page | undefined;

  function page(): Page {
    if (current === undefined) throw new Error('no page is open');
    return current;
  }

  function show({ url, status, body }: Answer): void {
    current = readPage(url, status, body.toString());
  }

  return {
    open: async (address) => show(await client.get(address)),
    path: () => page().url.pathname,
    arrive: async (heading) => {
      if (!words(page().$('h1')).includes(heading)) throw new Error(`«${heading}» was expected: ${place(page())}`);
    },
    text: async () => words(page().$('main')),
    read: async (wanted) => {
      if (!words(page().$('main')).includes(wanted)) throw new Error(`«${wanted}» was expected: ${place(page())}`);
    },
    fill: async (label, value, within) => enter(page(), label, value, within),
    tick: async (label, within) => tick(page(), label, within),
    choose: async (label, option) => choose(page(), label, option),
    attach: async (label, file) => attach(page(), label, file),
    press: async (button) => {
      const { address, body } = pressed(page(), button);
      show(body === undefined ? await client.get(address) : await client.post(address, body));
    },
    follow: async (text) => show(await client.get(link(page(), text, 'main'))),
    turnTo: async (section) => show(await client.get(link(page(), section, `nav[aria-label="${cabinetMenu}"]`))),
    download: async (text) => received(await client.get(link(page(), text, 'main'))),
    leave: async () => undefined,
  };
}

function received({ url, status, headers, body }: Answer): NamedFile {
  if (status !== 200) throw new Error(`${url.pathname} answered ${status}`);
  const disposition = headers.get('content-disposition') ?? '';
  const coded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition)?.[1];
  const plain = /filename="([^"]+)"/iu.exec(disposition)?.[1];
  const name = coded === undefined ? (plain ?? url.pathname.split('/').at(-1) ?? 'file') : decodeURIComponent(coded);
  return { name, type: headers.get('content-type') ?? '', bytes: body };
}
