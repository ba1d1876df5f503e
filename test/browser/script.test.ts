import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';

const script = (name: string) => readFileSync(new URL(`../../public/js/${name}.js`, import.meta.url), 'utf8');

/** A page as the layouts make it, as far as the script looks at it. */
function page(main: string, { secondsLeft = 600, title = 'Форма' } = {}): string {
  const session = JSON.stringify({ secondsLeft, endsAtText: '15:42' }).replaceAll('"', '&quot;');
  return `<!DOCTYPE html><html lang="ru"><head><title>${title}</title>
    <script type="module" src="/kabinet.js" data-drafts="/drafts.js" data-upload="/upload.js"></script></head>
    <body><form action="/session/extension" method="post" data-session="${session}"><span data-ends>15:42</span><button>Продлить</button></form>
    <p id="status" role="status"></p><main>${main}</main></body></html>`;
}

const upload = `<form action="/files" method="post" enctype="multipart/form-data" data-upload><input type="file" name="file"><button name="go" value="on">Отправить</button></form>`;
const seen = { extensions: 0, drafts: [] as unknown[], posts: [] as string[] };

function pages(): Express {
  const app = express();
  const form = express.urlencoded({ extended: false });
  for (const name of ['kabinet', 'drafts', 'upload']) {
    app.get(`/${name}.js`, (_req, res) => res.type('text/javascript').send(script(name)));
  }
  app.get('/ending', (_req, res) => res.send(page('<input id="name">', { secondsLeft: 100 })));
  app.get('/ended', (_req, res) => res.send(page('', { secondsLeft: 1 })));
  app.post('/session/extension', (_req, res) => {
    seen.extensions += 1;
    res.json({ secondsLeft: 600, endsAtText: '15:52' });
  });
  app.get('/draft', (_req, res) =>
    res.send(
      page(
        `<form action="/draft" method="post" data-autosave="/autosave"><input type="hidden" name="revision" value="3"><input name="city"><textarea name="text" data-limit="10"></textarea><p data-autosave-status></p></form>`,
      ),
    ),
  );
  app.post('/autosave', form, (req, res) => {
    seen.drafts.push(req.body);
    res.json({ savedAtText: '14:36', revision: 4 });
  });
  app.get('/files', (_req, res) => res.send(page(upload)));
  app.post('/files', (req, res) => {
    let body = '';
    req.setEncoding('latin1').on('data', (part: string) => (body += part));
    req.on('end', () => {
      seen.posts.push(body);
      const wrong = page(`<div id="summary" tabindex="-1" autofocus>Ошибка</div>${upload}`, { title: 'Ошибка: Форма' });
      setTimeout(() => (body.includes('good') ? res.redirect(303, '/done') : res.status(422).send(wrong)), 200);
    });
  });
  app.get('/many', (_req, res) =>
    res.send(page(`<div style="height:3000px"></div>${upload.replace('/files', '/many?token=1')}`)),
  );
  app.post('/many', (req, res) => {
    req.resume().on('end', () => res.redirect(303, '/many#file'));
  });
  app.get('/done', (_req, res) => res.send(page('Принято', { title: 'Готово' })));
  app.get('/login', (_req, res) =>
    res.send(
      page('<form action="/login" method="post"><input id="secret" name="secret" type="password" data-reveal></form>'),
    ),
  );
  app.get('/twice', (_req, res) =>
    res.send(page('<form action="/twice" method="post"><button name="act" value="yes">Да</button></form>')),
  );
  app.post('/twice', form, (req, res) => {
    seen.posts.push(JSON.stringify(req.body));
    setTimeout(() => res.redirect(303, '/done'), 300);
  });
  return app;
}

let server: Server;
let browser: Browser;
let context: BrowserContext;
let tab: Page;

beforeAll(async () => {
  server = createServer(pages()).listen(0, 'localhost');
  await once(server, 'listening');
  browser = await launchChromium();
}, 60_000);
beforeEach(async () => {
  Object.assign(seen, { extensions: 0, drafts: [], posts: [] });
  context = await browser.newContext({ baseURL: `http://localhost:${(server.address() as AddressInfo).port}` });
  context.setDefaultTimeout(10_000);
  tab = await context.newPage();
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  server.close();
});

const status = (words: string) => tab.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });

test('the end of the session is said 2 minutes before and put off without losing what is typed', async () => {
  await tab.goto('/ending');
  await tab.fill('#name', 'Анна');
  await status('Сеанс закончится в 15:42');
  await tab.locator('.floating button').click();
  await status('Сеанс продлён до 15:52');
  expect(seen.extensions).toBe(1);
  expect(await tab.textContent('[data-ends]')).toBe('15:52');
  expect(await tab.locator('.floating').count()).toBe(0);
  expect(await tab.inputValue('#name')).toBe('Анна');
}, 30_000);

test('a session put off in one tab is put off in the others', async () => {
  await tab.goto('/ended');
  const other = await context.newPage();
  await other.goto('/ending');
  await other.click('form button');
  await tab.locator('[data-ends]', { hasText: '15:52' }).waitFor();
}, 30_000);

test('a session that has ended leads to the login and promises to keep the form', async () => {
  await tab.goto('/ended');
  await status('Сеанс закончился');
  expect(await tab.locator('.floating a').textContent()).toBe('Войти');
}, 30_000);

test('a draft is saved while it is typed, its revision moves on; offline is said', async () => {
  await tab.goto('/draft');
  await tab.fill('[name="city"]', 'Галич');
  await tab.getByText('Черновик сохранён в 14:36').waitFor();
  expect(seen.drafts).toEqual([{ revision: '3', city: 'Галич', text: '' }]);
  expect(await tab.inputValue('[name="revision"]')).toBe('4');
  await context.setOffline(true);
  await tab.fill('[name="city"]', 'Буй');
  await tab.getByText('Нет связи').waitFor();
}, 30_000);

test('characters left are counted and said after a pause', async () => {
  await tab.goto('/draft');
  await tab.fill('textarea', 'двенадцать слов');
  expect(await tab.locator('textarea + .hint').textContent()).toBe('Лишних знаков: 5');
  await status('Лишних знаков: 5');
}, 30_000);

test('files go with a progress bar; a refusal is shown in place with the focus on it', async () => {
  await tab.goto('/files');
  await tab.setInputFiles('[type="file"]', {
    name: 'a.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.alloc(200_000, 'x'),
  });
  await tab.click('main button');
  await tab.getByRole('progressbar', { name: 'Загрузка файлов' }).waitFor();
  await tab.locator('#summary:focus').waitFor();
  expect(await tab.title()).toBe('Ошибка: Форма');
  expect(seen.posts).toHaveLength(1);
  expect(seen.posts[0]).toContain('name="go"');
}, 30_000);

test('files that leave the person on the same page leave them where they are on it', async () => {
  await tab.goto('/many');
  await tab.setInputFiles('[name=file]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('good') });
  const anew = tab.waitForEvent('load');
  await tab.click('main button');
  await anew;
  await tab.waitForFunction('scrollY > 1000');
  expect(await tab.locator('[name=file]').inputValue()).toBe('');
}, 30_000);

test('accepted files lead on', async () => {
  await tab.goto('/files');
  await tab.setInputFiles('[type="file"]', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('good') });
  await tab.click('main button');
  await tab.waitForURL('**/done');
}, 30_000);

test('a button pressed twice sends once and keeps its value', async () => {
  await tab.goto('/twice');
  await tab.evaluate("const button = document.querySelector('main button'); button.click(); button.click();");
  await tab.waitForURL('**/done');
  expect(seen.posts).toEqual(['{"act":"yes"}']);
}, 30_000);

test('a password can be looked at', async () => {
  await tab.goto('/login');
  await tab.getByRole('button', { name: 'Показать' }).click();
  expect(await tab.getAttribute('#secret', 'type')).toBe('text');
  await status('Пароль показан');
  await tab.getByRole('button', { name: 'Скрыть' }).click();
  expect(await tab.getAttribute('#secret', 'type')).toBe('password');
}, 30_000);
