import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverMessage } from '../../src/features/messages/index.ts';
import { auditContents } from '../../src/platform/audit.ts';
import type { AuditRow } from '../../src/platform/audit-row.ts';
import { eraseAuditKey } from '../../src/platform/audit-keys.ts';
import { minute } from '../../src/platform/values/durations.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, personOf, signIn, visitor } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { browserFrom, logIn, post, sendLogin } from '../sign-in/steps.ts';
import { record, rows, startToday, today } from './support.ts';

let site: TestApp;
beforeEach(async () => void (site = await startToday()));
afterEach(() => site.close());

describe('who may see it', () => {
  test.each(['/journal', '/journal/file'])('%s needs a login', async (path) => {
    const { status, headers } = await visitor(site).get(path);
    expect([status, headers['location']]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);
  });

  test('nobody sees the acts of others, whoever did them', async () => {
    const anna = await personOf(site, 'anna');
    await record(site, 'vera', { act: 'password.changed' });
    await record(site, 'vera', { act: 'profile.changed', actorId: anna.id });
    expect(await rows(await signIn(site, 'anna'))).toEqual([]);
    expect(await rows(await signIn(site, 'vera'))).toHaveLength(2);
  });

  test('it is the person’s own, also while they act for an organisation; the menu then leaves it out', async () => {
    await record(site, 'anna', { act: 'password.changed' });
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
    await record(site, 'anna', look);
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
    await record(site, 'anna', { act: 'application.result', actorId: null });
    site.clock.advance(minute);
    await record(site, 'anna', { act: 'account.unlocked', actorId: null, details: { by: 'operator' } });
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
    await record(site, 'anna', { ...moved, party });
    await record(site, 'anna', { ...moved, party: (await actorOf(site, 'anna', { organisation: true })).party });
    const browser = await signIn(site, 'anna');
    const cells = (await rows(browser)).map(([, what]) => what);
    expect(cells).toContainEqual(expect.stringMatching(/^Состояние изменилось № 44-2026-000123-3, «.*» → «Одобрено»$/));
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
    await record(site, 'anna', { act: 'something.new', ip: '203.0.113.45' });
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

describe('the paper', () => {
  test('has the same entries, is named by its day, and its download is journalled', async () => {
    await record(site, 'anna', { act: 'password.changed', ip: '203.0.113.45' });
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
