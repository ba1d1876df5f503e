import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { day } from '../../src/platform/values/durations.ts';
import { htmlFindings } from '../support/access.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, personOf, signIn } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { record, rows, startToday, today } from './support.ts';

let site: TestApp;
beforeEach(async () => void (site = await startToday()));
afterEach(() => site.close());

describe('the filter', () => {
  beforeEach(async () => {
    await record(site, 'anna', { act: 'password.changed' });
    await record(site, 'anna', { act: 'message.read' });
    site.clock.advance(2 * day);
    await record(site, 'anna', { act: 'something.new' });
    await record(site, 'anna', { act: 'case.viewed', actorId: (await personOf(site, 'sergey')).id });
  });

  const words = async (query: string) => (await rows(await signIn(site, 'anna'), query)).map(([, what]) => what);

  test.each([
    [`${today}&kind=entry`, ['Пароль изменён']],
    [`${today}&kind=papers`, ['Сообщение прочитано']],
    [`${today}&kind=looks`, ['Ваше дело открыл сотрудник ведомства']],
    [`${today}&kind=other`, ['Действие с вашими данными']],
    [`${today}&to=22.11.2026`, ['Сообщение прочитано', 'Пароль изменён']],
    ['from=22.11.2026', ['Ваше дело открыл сотрудник ведомства', 'Действие с вашими данными']],
    [`${today}&to=21.11.2026&kind=looks`, []],
  ])('%s gives what it says', async (query, expected) => {
    expect((await words(query)).sort()).toEqual([...expected].sort());
  });

  test('nothing found offers a way back', async () => {
    const { text } = await (await signIn(site, 'anna')).get('/journal?from=01.01.2031');
    expect(textOf(text, 'main')).toContain('По этим условиям записей нет');
    expect(parse(text)('main a[href="/journal"]').text()).toBe('Сбросить условия');
    expect(parse(text)('a[href^="/journal/file"]')).toHaveLength(0);
  });

  test.each([
    ['from=31.02.2026', 1],
    [`from=22.11.2026&to=21.11.2026`, 1],
    ['from=вчера&to=завтра', 2],
  ])('%s is named as a mistake and stays as it was typed', async (query, mistakes) => {
    const { status, text } = await (await signIn(site, 'anna')).get(`/journal?${encodeURI(query)}`);
    expect([status, summaryOf(text).length]).toEqual([200, mistakes]);
    expect(parse(text)('#from').val()).toBe(new URLSearchParams(query).get('from'));
  });

  test.each(['kind=nonsense', 'after=nonsense', 'after=1.x', 'kind=entry&kind=looks', 'from=a&from=b'])(
    'a crooked address %s does no harm',
    async (query) => {
      expect((await (await signIn(site, 'anna')).get(`/journal?${query}`)).status).toBe(200);
    },
  );
});

describe('page by page', () => {
  test('«Дальше» shows every entry once, the filter stays', async () => {
    for (let n = 0; n < 65; n += 1)
      await record(site, 'anna', { act: n % 5 === 0 ? 'message.read' : 'password.changed' });
    const browser = await signIn(site, 'anna');
    const seen: number[] = [];
    let path: string | undefined = `/journal?${today}&kind=entry`;
    while (path !== undefined && seen.length < 9) {
      const page = parse((await browser.get(path)).text);
      seen.push(page('#journal-list tbody tr').length);
      expect(page('#kind').val()).toBe('entry');
      path = page('a[rel="next"]').attr('href');
    }
    expect(seen).toEqual([30, 22]);
  });

  test('the fragment is what the page holds', async () => {
    await record(site, 'anna', { act: 'password.changed' });
    const browser = await signIn(site, 'anna');
    const page = parse((await browser.get(`/journal?${today}`)).text)('#journal-list').prop('outerHTML');
    const part = await browser.get(`/journal?${today}`).set('HX-Request', 'true').set('HX-Target', 'div#journal-list');
    expect(parse(part.text)('body').html()?.replace(/\s+/g, ' ').trim()).toBe(page?.replace(/\s+/g, ' ').trim());
  });

  test('the page is sound HTML', async () => {
    await record(site, 'anna', { act: 'case.viewed', actorId: (await personOf(site, 'sergey')).id });
    expect(await htmlFindings((await (await signIn(site, 'anna')).get('/journal')).text)).toEqual([]);
  });

  test('asks the database no more than six times', async () => {
    for (const act of ['case.viewed', 'password.changed']) await record(site, 'anna', { act });
    await record(site, 'anna', {
      act: 'document.uploaded',
      party: (await actorOf(site, 'anna', { organisation: true })).party,
    });
    const browser = await signIn(site, 'anna');
    let statements = 0;
    site.ctx.db.on('query', () => (statements += 1));
    await browser.get('/journal');
    expect(statements).toBeLessThanOrEqual(6);
  });
});
