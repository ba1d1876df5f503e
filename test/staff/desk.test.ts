import { describe, expect, test } from '@jest/globals';
import { day } from '../../src/platform/values/durations.ts';
import { download, submitted } from '../applications/support.ts';
import { actorOf, signIn } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { anna, app, caseRow, path, queue, rows, sergey, signed, useDesk } from './support.ts';

useDesk();

describe('the queue', () => {
  test('has tabs with counts and groups by deadline', async () => {
    const [late, today] = [await submitted(anna), await submitted(anna)];
    await app.ctx
      .db('cases')
      .where({ number: late })
      .update({ due_at: app.clock.now() - 4 * day, queue_at: app.clock.now() - 4 * day });
    await app.ctx
      .db('cases')
      .where({ number: today })
      .update({ due_at: app.clock.now() + 1000, queue_at: app.clock.now() + 1000 });
    const page = parse((await sergey.get(queue).expect(200)).text);
    const groups = page('tr.group')
      .map((_at, row) => page(row).text().trim())
      .get();
    expect(groups.slice(0, 2)).toEqual(['Просрочено — 1', 'Срок сегодня — 1']);
    expect(page('.tabs').text()).toMatch(/Просрочено\s*1/);
    const first = page('tbody tr:not(.group)').first().text();
    expect(first).toContain(late.slice(8));
    expect(first).toContain('−4 дня');
    expect(first).toMatch(/Смирнова\sА\.\sС\./);
    const overdue = textOf((await sergey.get(`${queue}?tab=overdue`)).text, 'main');
    expect(overdue).toContain(late.slice(8));
    expect(overdue).not.toContain(today.slice(8));
  });

  test('is found by number and surname', async () => {
    const number = await submitted(anna);
    await sergey.get(queue).query({ q: number }).expect(303).expect('Location', path(number));
    await sergey
      .get(queue)
      .query({ q: number.slice(8) })
      .expect(303)
      .expect('Location', path(number));
    expect((await sergey.get(queue).query({ q: 'СМИРНОВА' })).text).toContain(path(number));
    expect((await sergey.get(queue).query({ q: '"><script>' })).text).not.toContain('<script>"');
  });

  test('«Взять следующее» takes what is most urgent, and says so when nothing is left', async () => {
    const urgent = await submitted(anna);
    await app.ctx.db('cases').where({ number: urgent }).update({ queue_at: 1 });
    await sergey.post(`${queue}/assignments`).expect(303).expect('Location', path(urgent));
    const { personId } = await actorOf(app, 'sergey');
    expect(await caseRow(urgent)).toMatchObject({ status: 'in_progress', assignee_id: personId });
    await app.ctx.db('cases').whereNull('assignee_id').where({ kind: 'application' }).update({ assignee_id: personId });
    await sergey.post(`${queue}/assignments`).expect(303).expect('Location', `${queue}?tab=unassigned`);
    expect(textOf((await sergey.get(`${queue}?tab=unassigned`)).text, 'main')).toContain('Всё разобрано');
  });

  test('the desk says first what presses most', async () => {
    expect(textOf((await sergey.get('/staff').expect(200)).text, 'h1')).toMatch(/дел[оа]? просрочен[оы]$/);
    const maria = await signIn(app, 'maria');
    expect(textOf((await maria.get('/staff')).text, 'main')).toContain('Для вашей роли очередей пока нет');
  });
});

describe('a case', () => {
  test('shows answers with their source, files, signature, exchange and history; the look stands in the journal', async () => {
    const number = await signed();
    const main = textOf((await sergey.get(path(number)).expect(200)).text, 'main');
    expect(main).toContain('Смирнова Анна Сергеевна');
    expect(main).toContain('ул. Лесная, от дома 5 до дома 9');
    expect(main).toContain('Со слов');
    expect(main).toContain('Профиль');
    expect(main).not.toContain('Расхождение');
    expect(main).toContain('Подписано, учебная подпись');
    expect(main).toContain('Подпись верна');
    expect(main).toContain('Просмотр дела виден заявителю');
    const { personId } = await actorOf(app, 'anna');
    const { personId: actorId } = await actorOf(app, 'sergey');
    expect(await rows('audit_entries', { act: 'case.viewed', subject: number })).toMatchObject([
      { person_id: personId, actor_id: actorId },
    ]);
  });

  test('an answer that contradicts the checked profile stands out with what the profile says', async () => {
    const number = await submitted(anna);
    const { personId } = await actorOf(app, 'anna');
    const profile = (await rows('profiles', { person_id: personId }))[0] as { entries_sealed: string };
    const entries = JSON.parse(app.ctx.cipher.open('profiles.entries', personId, profile.entries_sealed)) as Record<
      string,
      { value: string }
    >;
    const changed = { ...entries, birthDate: { ...entries['birthDate'], value: '1986-04-13' } };
    const seal = (value: object) => app.ctx.cipher.seal('profiles.entries', personId, JSON.stringify(value));
    await app.ctx
      .db('profiles')
      .where({ person_id: personId })
      .update({ entries_sealed: seal(changed) });
    const page = (await sergey.get(path(number))).text;
    await app.ctx
      .db('profiles')
      .where({ person_id: personId })
      .update({ entries_sealed: seal(entries) });
    expect(textOf(page, '.alert')).toBe('Дата рождения 12.04.1986, в профиле 13.04.1986 Расхождение');
  });

  test('files are seen and downloaded safely, each by the department alone', async () => {
    const number = await signed();
    const page = parse((await sergey.get(path(number))).text);
    const href = String(page('.judged a').first().attr('href'));
    const seen = await sergey.get(href).expect(200);
    expect(seen.headers['content-disposition']).toMatch(/^inline/);
    expect(seen.headers['content-security-policy']).toContain('sandbox');
    expect((await sergey.get(`${href}?download=1`)).headers['content-disposition']).toMatch(/^attachment/);
    await anna.get(href).expect(404);
    expect((await download(sergey, `${path(number)}/copy`)).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await sergey.get(`${path(number)}/signature`)).headers['content-disposition']).toMatch(/^attachment/);
    await sergey.get(`${path(number)}/result`).expect(404);
  });
});
