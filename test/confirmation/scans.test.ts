import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { down, up } from '../../migrations/20261129030000_confirmation_several_scans.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn } from '../support/cast.ts';
import { pdf, png } from '../support/files.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { decide, newcomer, requestNumber, scansOf, sendData, signInPerson } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { REQUEST_LIMIT_FACTOR: '1' } });
});
afterAll(() => app.close());

const two = { 'разворот.png': png(), 'регистрация.pdf': pdf('registration') };
const some = (...names: string[]) => Object.fromEntries(names.map((name) => [`${name}.pdf`, pdf(name)]));
const names = (html: string) =>
  parse(html)('.files a')
    .toArray()
    .map((link) => parse(html)(link).text());

describe('several copies of a passport', () => {
  test('are sent together, and the person sees each before sending', async () => {
    const who = await newcomer(app);
    const form = await who.browser.get('/confirmation').expect(200);
    expect(parse(form.text)('input[name=scan]').attr('multiple')).toBeDefined();
    expect(textOf(form.text, '#scan-hint')).toMatch(/две фотографии.*до 5.МБ\. До 5 файлов\.$/);
    await sendData(who.browser, who.form, two).expect(303).expect('Location', '/confirmation/consent');
    const page = (await who.browser.get('/confirmation/consent').expect(200)).text;
    expect(textOf(page, 'main')).toMatch(/файл 1 из 2\s*разворот\.png.*файл 2 из 2\s*регистрация\.pdf/s);
    const links = parse(page)('main a[href^="/confirmation/files/"]').toArray();
    expect(links).toHaveLength(2);
    expect((await who.browser.get(String(links[0]?.attribs['href'])).expect(200)).body).toEqual(png());
    await who.browser.get(String(links[1]?.attribs['href'])).expect(200).expect('Content-Type', 'application/pdf');
  });

  test('come one after the other, with all that is typed kept at each', async () => {
    const { browser, form } = await newcomer(app);
    const half = { ...form, snils: '12', do: 'upload' };
    await sendData(browser, half, png(), 'разворот.png').expect(303).expect('Location', '/confirmation#scan');
    await sendData(browser, half, png(), 'регистрация.png').expect(303).expect('Location', '/confirmation#scan');
    const page = (await browser.get('/confirmation').expect(200)).text;
    expect(names(page)).toEqual(['разворот.png', 'регистрация.png']);
    expect(fieldsOf(page)).toMatchObject({ snils: '12', birthPlace: 'г. Кострома' });
  });

  test('one is taken away, the others stay in their order; another may come in its place', async () => {
    const who = await newcomer(app);
    await sendData(who.browser, who.form, some('1', '2', '3')).expect(303);
    const [, middle = ''] = await scansOf(app, who);
    await sendData(who.browser, { ...who.form, remove: middle }, null).expect(303);
    expect(await app.ctx.db('files').where({ id: middle })).toEqual([]);
    await sendData(who.browser, who.form, some('4')).expect(303);
    expect(names((await who.browser.get('/confirmation')).text)).toEqual(['1.pdf', '3.pdf', '4.pdf']);
  });

  test('one of a wrong kind among them is refused by name, and the others are kept', async () => {
    const { browser, form } = await newcomer(app);
    const mixed = { ...some('1'), 'скрипт.png': Buffer.from('<script>alert(1)</script>'), ...some('2') };
    for (const stays of [{}, { do: 'upload' }]) {
      const answer = await sendData(browser, { ...form, birthPlace: 'г. Галич', ...stays }, mixed).expect(422);
      expect(summaryOf(answer.text)).toEqual([expect.stringMatching(/^4\.1\. Файл «скрипт\.png».*FILE-TYPE/)]);
      expect(fieldsOf(answer.text)).toMatchObject({ birthPlace: 'г. Галич' });
      expect(names(answer.text)).toEqual(stays.do ? ['1.pdf', '2.pdf', '1.pdf', '2.pdf'] : ['1.pdf', '2.pdf']);
    }
    await sendData(browser, form, null).expect(303).expect('Location', '/confirmation/consent');
  });

  test('a sixth is refused, whether it comes with the others or after them', async () => {
    const { browser, form } = await newcomer(app);
    const together = await sendData(browser, form, some('1', '2', '3', '4', '5', '6')).expect(422);
    expect(summaryOf(together.text)).toEqual([expect.stringMatching(/«6\.pdf».*не больше 5 файлов.*FILE-COUNT/)]);
    expect(names(together.text)).toEqual(['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf']);
    // There is no control any more; the summary's link leads to the label in its place.
    expect(parse(together.text)('input[name=scan]')).toHaveLength(0);
    expect(parse(together.text)('#scan')).toHaveLength(1);
    const after = await sendData(browser, { ...form, birthPlace: 'г. Галич' }, some('7')).expect(422);
    expect(summaryOf(after.text)).toEqual([
      expect.stringMatching(/«7\.pdf».*помещается не больше 5 файлов.*FILE-COUNT/),
    ]);
    expect(names(after.text)).toHaveLength(5);
    expect(fieldsOf(after.text)).toMatchObject({ birthPlace: 'г. Галич' });
  });
});

describe('a request with several copies', () => {
  test('shows the official all of them, each opens, and all go with the decision', async () => {
    const petr = await signIn(app, 'petr');
    const who = await newcomer(app);
    await sendData(who.browser, who.form, two).expect(303);
    const number = await sendAsItIs(who);
    const ids = await scansOf(app, who);
    const page = (await petr.get(`/staff/confirmations/${number}`).expect(200)).text;
    const links = parse(page)('main a[href*="/files/"]');
    expect(links.toArray().map(({ attribs }) => attribs['href']?.split('/').at(-1))).toEqual(ids);
    expect(links.text()).toMatch(/файл 1 из 2.*Открыть регистрация\.pdf в новой вкладке, файл 2 из 2/s);
    for (const { attribs } of links.toArray()) await petr.get(String(attribs['href'])).expect(200);
    // A copy opens under its own request only, and no more for the person once it is sent.
    const other = await requestNumber(await newcomer(app));
    await petr.get(`/staff/confirmations/${other}/files/${ids[0]}`).expect(404);
    await who.browser.get(`/confirmation/files/${ids[0]}`).expect(404);

    await decide(petr, number, { verdict: 'refuse', part: 'scan', reason: 'На втором снимке ничего не видно.' });
    expect(await app.ctx.db('files').whereIn('id', ids)).toEqual([]);
    expect(names((await who.browser.get('/confirmation')).text)).toEqual([]);
    await sendData(who.browser, who.form, two).expect(303);
    expect(await sendAsItIs(who)).not.toBe(number);
    expect(await scansOf(app, who)).toHaveLength(2);
  });

  test('is taken back with all of them', async () => {
    const who = await newcomer(app);
    await sendData(who.browser, who.form, two).expect(303);
    await sendAsItIs(who);
    const ids = await scansOf(app, who);
    expect(ids).toHaveLength(2);
    const page = await who.browser.get('/confirmation');
    const fields = fieldsOf(page.text, 'form[action$="/withdrawal"]');
    await who.browser.post('/confirmation/withdrawal').type('form').send(fields).expect(303);
    expect(await app.ctx.db('files').whereIn('id', ids)).toEqual([]);
    expect(await scansOf(app, who)).toEqual([]);
  });

  async function sendAsItIs({ browser }: Awaited<ReturnType<typeof newcomer>>): Promise<string> {
    await browser.post('/confirmation/consent').type('form').send({ consent: 'yes' }).expect(303);
    return /44-\d{4}-\d{6}-\d/.exec((await browser.get('/confirmation').expect(200)).text)?.[0] ?? '';
  }
});

test('single copies of before become the first of the list, and a way back keeps the first', async () => {
  const [sent, drafted] = [await newcomer(app), await newcomer(app)];
  await requestNumber(sent);
  await sendData(drafted.browser, drafted.form, some('1', '2')).expect(303);
  const [[copy], [first, second]] = [await scansOf(app, sent), await scansOf(app, drafted)];
  const { db } = app.ctx;
  await inOne((trx) => down(trx));
  expect(await scanOf('confirmations', sent.person.id)).toBe(copy);
  expect(await scanOf('confirmation_drafts', drafted.person.id)).toBe(first);
  expect(
    await db('files')
      .whereIn('id', [copy ?? '', first ?? '', second ?? ''])
      .pluck('id'),
  ).toHaveLength(2);
  await inOne((trx) => up(trx));
  expect(await scansOf(app, sent)).toEqual([copy]);
  expect(await scansOf(app, drafted)).toEqual([first]);
  const later = await signInPerson(app, drafted.person.id);
  expect(names((await later.get('/confirmation')).text)).toEqual(['1.pdf']);

  async function inOne(work: (trx: Knex) => Promise<void>): Promise<void> {
    await db.transaction((trx) => work(trx));
  }
  async function scanOf(table: string, personId: string): Promise<unknown> {
    const row = (await db(table).where({ person_id: personId }).first('scan_file_id')) as { scan_file_id: unknown };
    return row.scan_file_id;
  }
});
