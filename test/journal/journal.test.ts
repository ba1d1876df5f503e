import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverMessage } from '../../src/features/messages/index.ts';
import { auditContents } from '../../src/platform/audit.ts';
import type { AuditRow } from '../../src/platform/audit-row.ts';
import { eraseAuditKey } from '../../src/platform/audit-keys.ts';
import { day, minute } from '../../src/platform/values/durations.ts';
import { htmlFindings } from '../support/access.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, personOf, signIn, visitor, type Browser, type CastName } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { behindProxy, browserFrom, logIn, post, sendLogin } from '../sign-in/steps.ts';

let site: TestApp;
beforeEach(async () => {
  site = await startApp(behindProxy);
  // Whatever the demo's past holds lies before this day.
  site.clock.advance(day);
});
afterEach(() => site.close());

const today = 'from=21.11.2026';

/** The rows of a page of the journal: what a person reads, cell by cell. */
async function rows(browser: Browser, query = today): Promise<string[][]> {
  const page = parse((await browser.get(`/journal?${query}`)).text);
  const found = page('#journal-list tbody tr').toArray();
  return found.map((row) =>
    page(row)
      .find('td')
      .toArray()
      .map((cell) => textOf(page.html(cell))),
  );
}

type Act = Parameters<TestApp['ctx']['audit']['record']>[0];

async function record(name: CastName, act: Omit<Act, 'personId'>): Promise<void> {
  const { id } = await personOf(site, name);
  await site.ctx.audit.record({ actorId: id, ...act, personId: id });
}

describe('who may see it', () => {
  test.each(['/journal', '/journal/file'])('%s needs a login', async (path) => {
    const { status, headers } = await visitor(site).get(path);
    expect([status, headers['location']]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);
  });

  test('nobody sees the acts of others, whoever did them', async () => {
    const anna = await personOf(site, 'anna');
    await record('vera', { act: 'password.changed' });
    await record('vera', { act: 'profile.changed', actorId: anna.id });
    expect(await rows(await signIn(site, 'anna'))).toEqual([]);
    expect(await rows(await signIn(site, 'vera'))).toHaveLength(2);
  });

  test('it is the person’s own, also while they act for an organisation; the menu then leaves it out', async () => {
    await record('anna', { act: 'password.changed' });
    const own = await signIn(site, 'anna');
    const acting = await signIn(site, 'anna', { organisation: true });
    expect(await rows(acting)).toEqual(await rows(own));
    expect(textOf((await own.get('/cabinet')).text, 'nav')).toContain('Журнал действий');
    expect(textOf((await acting.get('/cabinet')).text, 'nav')).not.toContain('Журнал действий');
  });
});

describe('what it shows', () => {
  test('logins, refused ones too, with time, masked address and result', async () => {
    const browser = browserFrom(site, '203.0.113.45');
    await sendLogin(browser, { password: 'Wrong-Password-1' });
    site.clock.advance(minute);
    await logIn(site, browser);
    expect(await rows(browser)).toEqual([
      ['21.11.2026 10:01', 'Вход в кабинет пароль и код из СМС', 'Вы 203.0.113.···', 'Выполнено'],
      ['21.11.2026 10:00', 'Попытка входа', 'Не установлено 203.0.113.···', 'Отказано'],
    ]);
  });

  test('the address stands beside acts that do not speak of it', async () => {
    const browser = browserFrom(site, '203.0.113.45');
    await logIn(site, browser);
    const { party } = await actorOf(site, 'anna');
    const words = {
      party,
      sender: 'Архив',
      subject: 'Приходите',
      text: 'Ждём вас в понедельник.',
      category: 'ordinary',
    } as const;
    const { id } = await site.ctx.transaction((tx) => deliverMessage(tx, words));
    await browser.get(`/messages/${id}`);
    const [latest] = await rows(browser);
    expect(latest).toEqual(expect.arrayContaining(['Вы 203.0.113.···', 'Выполнено']));
    expect(latest?.[1]).toContain('Сообщение прочитано');
  });

  test('looks of officials with their department, and never their address', async () => {
    const sergey = await personOf(site, 'sergey');
    const look = { act: 'case.viewed', actorId: sergey.id, subject: '44-2026-000123-3', ip: '198.51.100.7' };
    await record('anna', look);
    await site.ctx
      .db('people')
      .where({ id: sergey.id })
      .update({ department: await someDepartment() });
    const browser = await signIn(site, 'anna');
    const [row] = await rows(browser);
    expect(row).toEqual([
      '21.11.2026 10:00',
      'Ваше дело открыл сотрудник ведомства № 44-2026-000123-3',
      await departmentName(),
      'Выполнено',
    ]);
    expect((await browser.get('/journal')).text).not.toContain('198.51.100');
    await site.ctx.db('people').where({ id: sergey.id }).update({ department: null });
    expect((await rows(browser))[0]?.[2]).toBe('Сотрудник портала');
  });

  test('what the portal and its operator do', async () => {
    await record('anna', { act: 'application.result', actorId: null });
    site.clock.advance(minute);
    await record('anna', { act: 'account.unlocked', actorId: null, details: { by: 'operator' } });
    expect((await rows(await signIn(site, 'anna'))).map(([, what, who]) => [what, who])).toEqual([
      ['Блокировка входа снята', 'Администратор портала'],
      ['Результат услуги готов', 'Портал'],
    ]);
  });

  test('a change of state in the words of its case, and a way to the application of this cabinet', async () => {
    const { party } = await actorOf(site, 'anna');
    const moved = {
      act: 'case.moved',
      subject: '44-2026-000123-3',
      details: { kind: 'application', from: 'submitted', to: 'approved' },
    };
    await record('anna', { ...moved, party });
    await record('anna', { ...moved, party: (await actorOf(site, 'anna', { organisation: true })).party });
    const browser = await signIn(site, 'anna');
    const cells = (await rows(browser)).map(([, what]) => what);
    expect(cells).toContainEqual(
      expect.stringMatching(/^Состояние изменилось № 44-2026-000123-3 · «.*» → «Одобрено»$/),
    );
    expect(cells).toContainEqual(expect.stringContaining('в кабинете ООО «Ромашка»'));
    const links = parse((await browser.get(`/journal?${today}`)).text)('#journal-list a[href^="/applications/"]');
    expect(links).toHaveLength(1);
  });

  test('refusals of routes that the person may not use', async () => {
    const browser = await signIn(site, 'anna', { organisation: true });
    await site.ctx.db('memberships').update({ rights: 'read' });
    expect((await post(browser, '/documents')).status).toBe(403);
    expect((await rows(browser))[0]?.slice(2)).toEqual([expect.stringMatching(/^Вы /), 'Отказано']);
  });

  test('an act without words, an erased and a spoiled entry do not break the page', async () => {
    await record('anna', { act: 'something.new', ip: '203.0.113.45' });
    const browser = await signIn(site, 'anna');
    expect((await rows(browser))[0]?.slice(1)).toEqual(['Действие с вашими данными', 'Вы 203.0.113.···', 'Выполнено']);
    const { id } = await personOf(site, 'anna');
    await site.ctx.db('audit_entries').where({ act: 'something.new' }).update({ result: 'refused' });
    expect((await rows(browser))[0]?.slice(2)).toEqual(['Вы', 'Отказано']);
    await eraseAuditKey(site.ctx, id);
    expect((await rows(browser))[0]?.slice(2)).toEqual(['Вы', 'Отказано']);
  });

  async function someDepartment(): Promise<string> {
    return (await department()).code;
  }
  async function departmentName(): Promise<string> {
    return (await department()).name;
  }
  async function department(): Promise<{ code: string; name: string }> {
    const row = (await site.ctx.db('service_versions').orderBy('slug').first('definition')) as { definition: string };
    return (JSON.parse(row.definition) as { department: { code: string; name: string } }).department;
  }
});

describe('the filter', () => {
  beforeEach(async () => {
    await record('anna', { act: 'password.changed' });
    await record('anna', { act: 'message.read' });
    site.clock.advance(2 * day);
    await record('anna', { act: 'something.new' });
    await record('anna', { act: 'case.viewed', actorId: (await personOf(site, 'sergey')).id });
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
    for (let n = 0; n < 65; n += 1) await record('anna', { act: n % 5 === 0 ? 'message.read' : 'password.changed' });
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
    await record('anna', { act: 'password.changed' });
    const browser = await signIn(site, 'anna');
    const page = parse((await browser.get(`/journal?${today}`)).text)('#journal-list').prop('outerHTML');
    const part = await browser.get(`/journal?${today}`).set('HX-Request', 'true').set('HX-Target', 'div#journal-list');
    expect(parse(part.text)('body').html()?.replace(/\s+/g, ' ').trim()).toBe(page?.replace(/\s+/g, ' ').trim());
  });

  test('the page is sound HTML', async () => {
    await record('anna', { act: 'case.viewed', actorId: (await personOf(site, 'sergey')).id });
    expect(await htmlFindings((await (await signIn(site, 'anna')).get('/journal')).text)).toEqual([]);
  });

  test('asks the database no more than six times', async () => {
    for (const act of ['case.viewed', 'password.changed']) await record('anna', { act });
    await record('anna', {
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

describe('the paper', () => {
  test('has the same entries, is named by its day, and its download is journalled', async () => {
    await record('anna', { act: 'password.changed', ip: '203.0.113.45' });
    const browser = await signIn(site, 'anna');
    const href = parse((await browser.get(`/journal?${today}`)).text)('a[href^="/journal/file"]').attr('href') ?? '';
    const { status, headers, body } = await browser.get(href).buffer(true);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(decodeURIComponent(headers['content-disposition'] ?? '')).toContain('Журнал действий 2026-11-21.pdf');
    expect((body as Buffer).subarray(0, 8).toString()).toBe('%PDF-1.7');
    const [row] = (await site.ctx.db('audit_entries').where({ act: 'journal.downloaded' })) as AuditRow[];
    expect((await auditContents(site.ctx, [row!])).get(row!.id)).toMatchObject({ entries: 1 });
    expect((await rows(browser))[0]?.[1]).toBe('Журнал действий скачан');
  });
});
