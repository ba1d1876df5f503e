import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { takeApplication } from '../../src/features/applications/index.ts';
import { begin, fillIn, send, submitted } from './support.ts';

let app: TestApp;
let vera: Browser;
let numbers: string[];

beforeAll(async () => {
  app = await startApp();
  const early = await signIn(app, 'vera');
  const first = await submitted(early);
  app.clock.advance(3 * day);
  const later = await signIn(app, 'vera');
  const second = await submitted(later);
  const third = await sendPermit(later);
  vera = later;
  numbers = [first, second, third];
  const sergey = await actorOf(app, 'sergey');
  await takeApplication(app.ctx, sergey, { number: first, revision: 1 });
});
afterAll(() => app.close());

/** An application for another service, put in as the worker of a counter would: without a signature. */
async function sendPermit(browser: Browser): Promise<string> {
  await app.ctx.db('services').where({ slug: 'kindergarten-queue' }).first();
  const number = await send(browser, await fillIn(browser, 'archive-reference'));
  const row = (await app.ctx.db('cases').where({ number }).first('id')) as { id: string };
  await app.ctx.db('cases').where({ id: row.id }).update({ title: 'Постановка в очередь в детский сад' });
  await app.ctx.db('applications').where({ case_id: row.id }).update({ service_slug: 'kindergarten-queue' });
  return number;
}

async function shown(query: string): Promise<string[]> {
  const page = parse((await vera.get(`/applications${query}`).expect(200)).text);
  return page('#applications-list .note')
    .map((_at, note) => page(note).text().trim())
    .get();
}

describe('«Мои заявления»', () => {
  test('shows what was sent, the latest first, with its state and next step', async () => {
    expect(await shown('')).toEqual(numbers.toReversed());
    const page = await vera.get('/applications');
    expect(textOf(page.text, '#applications-list')).toMatch(/В работе Решение до \d\d\.\d\d\.2026/);
    expect(textOf(page.text, '#applications-list')).toContain('Найдено 3 ');
  });

  test('owns up when the day of the decision has passed, as the card and the first page do', async () => {
    const [number = ''] = numbers;
    const due = (await app.ctx.db('cases').where({ number }).first('due_at')) as { due_at: number };
    await app.ctx
      .db('cases')
      .where({ number })
      .update({ due_at: Date.parse('2026-11-19T20:59:59Z') });
    const passed = 'Срок решения прошёл 19.11.2026';
    for (const address of ['/applications', '/cabinet'])
      expect(textOf((await vera.get(address)).text, 'main')).toContain(passed);
    const card = textOf((await vera.get(`/applications/${number}`)).text, 'main');
    expect(card).toContain('Срок решения прошёл, но заявление остаётся в работе');
    expect(card).toContain('19.11.2026, срок прошёл');
    expect(card).toContain('Решение срок прошёл');
    await app.ctx.db('cases').where({ number }).update(due);
  });

  test('is narrowed by words, number, service, state and dates', async () => {
    const [first = '', second = '', third = ''] = numbers;
    expect(await shown('?q=детского+сада')).toEqual([third]);
    expect(await shown(`?q=${encodeURIComponent(first.replaceAll('-', ' '))}`)).toEqual([first]);
    expect(await shown('?service=kindergarten-queue')).toEqual([third]);
    expect(await shown('?state=in_progress')).toEqual([first]);
    expect(await shown('?from=21.11.2026')).toEqual([third, second]);
    expect(await shown('?to=20.11.2026')).toEqual([first]);
    expect(await shown('?q=ничего')).toEqual([]);
    expect(await shown('?q=заявки')).toHaveLength(3);
  });

  test('is sorted by state and by number', async () => {
    const [first = '', second = '', third = ''] = numbers;
    expect(await shown('?order=status')).toEqual([first, third, second]);
    expect(await shown('?order=number')).toEqual([third, second, first]);
  });

  test('unknown filters narrow nothing; a date that is none is told, and the rest still works', async () => {
    expect(await shown('?state=nonsense&order=x&service=%27%3B--&after=zzz&foo=1')).toHaveLength(3);
    const page = await vera.get('/applications?from=31.02.2026&q=детский').expect(200);
    expect(summaryOf(page.text).join()).toContain('Такой даты нет');
    expect(parse(page.text)('#from').attr('value')).toBe('31.02.2026');
    expect(textOf(page.text, '#applications-list')).toContain('Найдено 1');
  });

  test('says when there is nothing, and how to begin', async () => {
    const page = await (await signIn(app, 'anna')).get('/applications');
    expect(textOf(page.text, '#applications-list')).toContain('Отправленных заявлений пока нет');
    expect(parse(page.text)('#applications-list a').attr('href')).toBe('/services');
  });

  test('keeps the archive apart', async () => {
    const [first = ''] = numbers;
    await app.ctx.db('cases').where({ number: first }).update({ status: 'archived' });
    expect(await shown('')).not.toContain(first);
    expect(await shown('?tab=archive')).toEqual([first]);
    await app.ctx.db('cases').where({ number: first }).update({ status: 'in_progress' });
  });

  test('shows drafts above, but not among what is searched', async () => {
    const draft = await begin(vera, 'housing-subsidy');
    expect(parse((await vera.get('/applications')).text)(`a[href="${draft}"]`)).toHaveLength(1);
    expect(parse((await vera.get('/applications?q=субсидия')).text)(`a[href="${draft}"]`)).toHaveLength(0);
  });

  test('answers htmx with exactly the part that stands in the page', async () => {
    const page = await vera.get('/applications?order=number');
    const part = await vera
      .get('/applications?order=number')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'div#applications-list' });
    expect(part.text).not.toContain('<html');
    expect(textOf(part.text)).toBe(textOf(page.text, '#applications-list'));
  });

  test('goes on by «Дальше» without gaps or repetitions, in every order', async () => {
    const anna = await signIn(app, 'anna');
    const sent = await submitted(anna);
    const { id, ...row } = (await app.ctx.db('cases').where({ number: sent }).first()) as { id: string };
    const { id: _own, ...application } = (await app.ctx.db('applications').where({ case_id: id }).first()) as {
      id: string;
    };
    for (let n = 0; n < 44; n += 1) {
      const caseId = app.ctx.ids.next();
      const status = ['submitted', 'rejected', 'in_progress'][n % 3];
      const number = `44-2026-9${String(n).padStart(5, '0')}-1`;
      const at = { submitted_at: app.ctx.clock.now() - (n % 7) * day };
      const sealed = app.ctx.cipher.seal('cases.applicant', caseId, 'Смирнова А. С.');
      await app.ctx.db('cases').insert({ ...row, ...at, id: caseId, number, status, applicant_sealed: sealed });
      await app.ctx.db('applications').insert({ ...application, id: app.ctx.ids.next(), case_id: caseId });
    }
    for (const order of ['date', 'status', 'number']) {
      const seen: string[] = [];
      for (let address: string | undefined = `/applications?order=${order}`; address;) {
        const page = parse((await anna.get(address).expect(200)).text);
        seen.push(
          ...page('#applications-list .note')
            .map((_at, note) => page(note).text().trim())
            .get(),
        );
        address = page('a[rel=next]').attr('href');
      }
      expect(seen).toHaveLength(45);
      expect(new Set(seen).size).toBe(45);
    }
  });
});
