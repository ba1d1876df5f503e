import { expect, test } from '@jest/globals';
import { htmlFindings } from '../support/access.ts';
import { findingsInEveryMode } from './full/on-the-spot.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook } from './inspection.ts';
import { weightFindings } from './pages/budgets.ts';
import { focusFindings } from './pages/focus.ts';
import { markupFindings, titleFindings } from './pages/markup.ts';

const { site, guest } = inspectedSite();

const bad = `<!DOCTYPE html><html lang="en"><head><title>Плохая страница</title><link rel="stylesheet" href="/static/css/a.css">
<style>:focus{outline:0}</style><script src="/static/js/a.js"></script><script src="/static/js/b.js"></script></head>
<body><main><h1>Заголовок</h1><h1>Ещё один</h1>
<p style="color:#bbb;background:#fff">Бледный текст</p><div style="width:900px">Широко</div><img src="/x.png">
<p id="twice"></p><p id="twice"></p><button style="width:12px;height:12px;padding:0">×</button>
<p style="position:relative"><a href="/">Под покровом</a><i style="position:absolute;inset:0"></i></p></main></body></html>`;

test('a bad page is caught by everybody who looks at pages', async () => {
  const notebook = newNotebook();
  const { page, look } = await guest(notebook);
  await page.route('**/bad', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: bad }));
  await page.goto(`${site().origin}/bad`);
  await look();
  const found = [...notebook.findings, ...(await focusFindings(page)), ...(await htmlFindings(bad))].join('\n');
  for (const finding of [
    'axe color-contrast',
    'axe image-alt',
    'wider than 320 px: div',
    'html no-dup-id',
    'does not show the focus: button',
    'is smaller than 24 px: 12 × 12: button',
    'is covered when it has the focus: a',
  ]) {
    expect(found).toContain(finding);
  }
  await page.context().close();
}, 60_000);

const badInModes = `<!DOCTYPE html><html lang="ru"><head><title>Плохая страница</title><style>
@media (prefers-color-scheme: dark) { .dark { color: #333; background: #222 } }
@media (forced-colors: active) { .forced { forced-color-adjust: none; color: #ccc; background: #fff } }
[data-scheme=brown] .brown { color: #4d4b43; background: #333 }
.large { width: 12rem }
.spaced { width: max-content; font-size: 20px }</style></head><body><main><h1>Заголовок</h1>
<p class="dark">В темноте</p><p class="forced">Своими цветами</p><p class="brown">Коричневым</p><p class="large">Крупно</p>
<p class="spaced">Едва помещается в строку</p></main></body></html>`;

test('what is bad in one mode alone is caught in that mode, and the page is as before', async () => {
  const { page } = await guest(newNotebook());
  await page.route('**/bad', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: badInModes }));
  await page.goto(`${site().origin}/bad`);
  const before = await page.content();
  const found = (await findingsInEveryMode(page)).map(({ words }) => words.split(': ').slice(0, 3).join(': '));
  expect(found).toEqual([
    'dark: axe color-contrast: .dark',
    'forced colours: axe color-contrast: .forced',
    'brown: axe color-contrast: .brown',
    '320 px, twice the size: wider than 320 px: p.large',
    'text spacing of WCAG 1.4.12: wider than 320 px: p.spaced',
  ]);
  expect(await page.content()).toBe(before);
  await page.context().close();
}, 60_000);

test('what is missing in the markup is named', () => {
  expect(markupFindings({ html: bad })).toEqual([
    '2 of h1 instead of one',
    '2 of h1 inside main instead of one',
    '0 of the way to the content instead of one',
    'the language is not said',
    'the title is «Плохая страница»',
  ]);
});

test('what is too heavy or has the title of another place is named', () => {
  const [route] = site().test.registry;
  if (route === undefined) throw new Error('no routes');
  const visit = { walker: 'guest', route, status: 200, kind: 'page', html: bad, from: null } as const;
  expect(weightFindings({ ...visit, address: '/bad', bytes: 5001 }, () => 6001)).toEqual([
    'bytes of HTML: 5001, allowed 5000',
    'bytes of style sheets: 6001, allowed 6000',
    'bytes of own script: 12002, allowed 2500',
    'bytes of a first load: 23004, allowed 14000',
    'requests of a first load: 4, allowed 3',
  ]);
  const places = ['/a', '/a?page=2', '/b'].map((address) => ({ ...visit, address, bytes: 1 }));
  expect(titleFindings(places)).toEqual(['«Плохая страница» is /a and /b']);
});
