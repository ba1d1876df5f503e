import { expect, test } from '@jest/globals';
import { blanks, createPageMemo, fillIn, pageOf } from '../../src/http/pages.ts';
import { respond } from '../../src/http/respond.ts';
import { createRecent } from '../../src/platform/recent.ts';
import { startApp as startPortal } from '../support/app.ts';
import { request, startApp } from './support/app.ts';

const values = { csrf: () => 'token', secondsLeft: () => '600' };

test('blanks are filled in wherever they stand, and nothing else is touched', () => {
  const page = pageOf(`<p>Жанна</p><i a="${blanks.csrf}"></i>${blanks.secondsLeft}${blanks.csrf}`);
  expect(fillIn(page, values).toString()).toBe('<p>Жанна</p><i a="token"></i>600token');
});

test('a page without a blank asks for no value', () => {
  const never = () => {
    throw new Error('asked');
  };
  expect(fillIn(pageOf('<p>'), { csrf: never, secondsLeft: never }).toString()).toBe('<p>');
});

test('a page is made once for equal models of one template, and anew for all others', () => {
  const made: string[] = [];
  const page = createPageMemo((template, model) => {
    made.push(template);
    return `${template}: ${JSON.stringify(model)}`;
  }, 1_000);
  const show = (template: string, model: object) => fillIn(page(template, model), values).toString();
  const first = show('list', { rows: [1, 2] });
  expect(show('list', { rows: [1, 2] })).toBe(first);
  expect(made).toEqual(['list']);
  expect(show('list', { rows: [1, 3] })).not.toBe(first);
  expect(show('card', { rows: [1, 2] })).not.toBe(first);
  expect(made).toEqual(['list', 'list', 'card']);
});

test('a template that fails is not remembered', () => {
  let broken = true;
  const page = createPageMemo(() => {
    if (broken) throw new Error('no such filter');
    return 'fine';
  }, 1_000);
  expect(() => page('list', {})).toThrow('no such filter');
  broken = false;
  expect(fillIn(page('list', {}), values).toString()).toBe('fine');
});

test('a page is made anew each time when there is no memory for pages, or not so much', () => {
  for (const room of [0, 100]) {
    let made = 0;
    const page = createPageMemo(() => `${'я'.repeat(100)}${(made += 1)}`, room);
    for (let at = 0; at < 3; at += 1) page('list', {});
    expect(made).toBe(3);
  }
});

test.each([
  ['16', true],
  ['0', false],
])('the portal remembers pages in as many megabytes as the operator gives: %s', async (room, remembers) => {
  const portal = await startPortal({ env: { PAGE_MEMORY_MB: room } });
  const [first, second] = [1, 2].map(() => portal.ctx.views.page('components/field', {}));
  expect(first === second).toBe(remembers);
  await portal.close();
});

test('what was not asked for during a whole generation is forgotten, what was asked for stays', () => {
  const recent = createRecent<string>(3);
  for (const name of ['a', 'b', 'c', 'd']) recent.keep(name, name);
  expect(recent.get('a')).toBe('a');
  recent.keep('e', 'e');
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual(['a', undefined, undefined]);
});

test('the same page for two people holds the form token of each', async () => {
  const { app } = startApp({ routes: () => undefined });
  const tokenOf = async (browser: ReturnType<typeof request.agent>) =>
    /name="_csrf" value="([^"]+)"/.exec((await browser.get('/form')).text)?.[1];
  const [one, two] = [request.agent(app), request.agent(app)];
  const [first, second] = [await tokenOf(one), await tokenOf(two)];
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).not.toBe(first);
  expect(await tokenOf(one)).toBe(first);
});

test('a page without a form gives a visitor no cookie', async () => {
  const { app } = startApp({
    routes: (routes) => {
      routes.get('/things', { who: 'anyone' }, (req, res) => respond(req, res, 'things/index', { things: [] }));
    },
  });
  expect((await request(app).get('/things')).headers['set-cookie']).toBeUndefined();
  expect((await request(app).get('/form')).headers['set-cookie']).toBeDefined();
});

test('a page without blanks is compressed once, and is the same for all that take gzip and all that do not', async () => {
  const { app } = startApp({
    routes: (routes) => {
      routes.get('/things', { who: 'anyone' }, (req, res) =>
        respond(req, res, 'things/index', { things: Array.from({ length: 300 }, (_, at) => `строка ${at}`) }),
      );
    },
  });
  const show = (coding: string) => request(app).get('/things').set('Accept-Encoding', coding);
  const plain = await show('identity');
  expect(plain.headers['content-encoding']).toBeUndefined();
  for (const answer of [await show('gzip'), await show('gzip')]) {
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(Number(answer.headers['content-length'])).toBeLessThan(Buffer.byteLength(plain.text) / 3);
    expect(answer.text).toBe(plain.text);
  }
});
