import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Case } from '../../src/features/cases/index.ts';
import { cabinetPage } from '../../src/features/home/view.ts';
import { deliverMessage } from '../../src/features/messages/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, signIn, visitor } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

const sent: Case = {
  id: 'case',
  number: '44-2026-000000-0',
  kind: 'application',
  title: 'Архивная справка',
  status: 'submitted',
  statusAt: 0,
  owner: { kind: 'person', id: 'vera' },
  applicantId: 'vera',
  applicantName: 'Кузнецова В. И.',
  department: 'archive',
  assigneeId: null,
  assigneeName: null,
  submittedAt: 0,
  answerDueAt: null,
  closedAt: null,
  queueAt: null,
  revision: 1,
  termUnit: null,
  pausable: false,
  dueAt: null,
  stoppedAt: null,
};

describe('the front page', () => {
  test('offers the search, the services and the way in', async () => {
    const { status, text } = await visitor(run).get('/');
    expect(status).toBe(200);
    const page = parse(text);
    expect(page('form[action="/services"] input[name="q"]')).toHaveLength(1);
    expect(textOf(text, 'main')).toMatch(/Субсидия на оплату.*10 рабочих дней бесплатно/);
    expect(page('main a[href="/login"]')).toHaveLength(1);
    expect(textOf(text, '[aria-labelledby="situations"]')).toMatch(/Родился ребёнок Постановка в очередь/);
  });

  test('leads the signed-in on: people to their cabinet, officials to the desk', async () => {
    expect((await (await signIn(run, 'anna')).get('/')).headers['location']).toBe('/cabinet');
    expect((await (await signIn(run, 'sergey')).get('/')).headers['location']).toBe('/staff');
  });

  test('says that one has left', async () => {
    expect(textOf((await visitor(run).get('/?bye=1')).text, 'main')).toContain('Вы вышли из кабинета');
  });

  test('knows no link that leads nowhere', async () => {
    for (const name of ['anna', 'novichok', 'sergey', 'petr'] as const) {
      const browser = await signIn(run, name);
      const { text } = await browser.get(name === 'sergey' || name === 'petr' ? '/settings/security' : '/cabinet');
      const page = parse(text);
      const links = page('a[href^="/"]')
        .map((_at, link) => page(link).attr('href'))
        .get();
      for (const href of new Set(links))
        expect([name, href, (await browser.get(href)).status < 400]).toEqual([name, href, true]);
    }
    const front = parse((await visitor(run).get('/')).text);
    const links = front('a[href^="/"]')
      .map((_at, link) => front(link).attr('href'))
      .get();
    for (const href of new Set(links))
      expect([href, (await visitor(run).get(href)).status < 400]).toEqual([href, true]);
  });
});

describe('the cabinet', () => {
  test('shows the unconfirmed their next step', async () => {
    const { text } = await (await signIn(run, 'novichok')).get('/cabinet');
    expect(textOf(text, '.frame')).toMatch(/Подтвердите личность.*Подтвердить личность/);
  });

  test('says in its headline where the applications stand', async () => {
    const actor = await actorOf(run, 'vera');
    const headline = (...statuses: string[]) =>
      cabinetPage({
        actor,
        request: null,
        cases: statuses.map((status, n) => ({ ...sent, number: `44-2026-00000${n}-0`, status })),
        drafts: [],
        services: [],
        now: 0,
        timeZone: 'Europe/Moscow',
      }).title;
    expect(headline()).toBe('С чего начнём?');
    expect(headline('rejected')).toBe('Решение принято');
    expect(headline('rejected', 'approved')).toBe('Результат готов');
    expect(headline('rejected', 'submitted')).toBe('Ваше заявление рассматривается');
  });

  test('needs a login', async () => {
    expect((await visitor(run).get('/cabinet')).headers['location']).toBe('/login?next=%2Fcabinet');
  });

  test('never lies in a cache', async () => {
    expect((await (await signIn(run, 'anna')).get('/cabinet')).headers['cache-control']).toContain('no-store');
  });
});

describe('the shell', () => {
  test('counts unread messages in header and menu', async () => {
    const { party } = await actorOf(run, 'vera');
    for (let n = 0; n < 3; n += 1) {
      await run.ctx.transaction((tx) =>
        deliverMessage(tx, { party, sender: 'Архив', subject: 'Тема', text: 'Текст', category: 'ordinary' }),
      );
    }
    const { text } = await (await signIn(run, 'vera')).get('/cabinet');
    expect(textOf(text, '.menu')).toMatch(/Сообщения 3/);
  });

  test('marks the current section, and says when the session ends', async () => {
    const { text } = await (await signIn(run, 'anna')).get('/documents');
    expect(textOf(text, '.menu [aria-current]')).toBe('Документы');
    expect(textOf(text)).toContain('Сеанс до 10:10');
  });

  test('shows officials the sections of their roles only', async () => {
    const sections = async (name: 'sergey' | 'petr' | 'maria') =>
      textOf((await (await signIn(run, name)).get('/settings/security')).text, 'header');
    expect(await sections('sergey')).toMatch(/Заявления.*Проверки/);
    expect(await sections('petr')).not.toContain('Заявления');
    expect(await sections('maria')).not.toContain('Проверки');
  });

  test.each(['/legal/terms', '/legal/privacy'])('%s is open to everyone', async (address) => {
    expect((await visitor(run).get(address)).status).toBe(200);
    expect((await (await signIn(run, 'anna')).get(address)).status).toBe(200);
  });
});
