import { describe, expect, test } from '@jest/globals';
import { insertMembership } from '../../src/features/organisations/store.ts';
import { frozen, send, signWith, submitted, uploadSignature } from '../applications/support.ts';
import { actorOf, signIn, visitor, type Browser } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { act, anna, app, ask, caseRow, inDepartment, olga, path, queue, restore, sergey, useDesk } from './support.ts';

useDesk();

describe('who may come to the desk', () => {
  const gets = [
    '',
    '/44-2026-000001-9',
    '/44-2026-000001-9/copy',
    '/44-2026-000001-9/signature',
    '/44-2026-000001-9/result',
  ];
  const posts = [
    '/assignments',
    ...['assignment', 'examination', 'decision', 'documents-request', 'readiness', 'archive'].map(
      (noun) => `/44-2026-000001-9/${noun}`,
    ),
  ];

  test('nobody who is signed out', async () => {
    for (const one of gets)
      expect(
        (
          await visitor(app)
            .get(queue + one)
            .expect(303)
        ).headers['location'],
      ).toMatch(/^\/login/);
    for (const one of posts)
      await visitor(app)
        .post(queue + one)
        .expect(303);
    await visitor(app).get('/staff').expect(303);
  });

  test('no citizen: the desk is not there', async () => {
    for (const one of gets) await anna.get(queue + one).expect(404);
    for (const one of posts) await anna.post(queue + one).expect(404);
    await anna.get('/staff').expect(404);
  });

  test.each(['petr', 'maria', 'irina'] as const)('%s has another role', async (name) => {
    const browser = await signIn(app, name);
    for (const one of gets) await browser.get(queue + one).expect(403);
    for (const one of posts) await browser.post(queue + one).expect(403);
    await browser.get('/staff').expect(200);
  });

  test('the administrator looks on and decides nothing', async () => {
    const number = await submitted(anna);
    const admin = await signIn(app, 'admin');
    const page = await admin.get(path(number)).expect(200);
    expect(textOf(page.text, '.frame')).toContain('Вы можете только смотреть');
    expect(parse(page.text)('main form[method=post]')).toHaveLength(0);
    for (const one of posts) await admin.post(queue + one).expect(403);
  });

  test('another department’s case is like a missing one', async () => {
    const number = await submitted(anna);
    const elsewhere = await inDepartment('maria', 'transport', ['specialist']);
    const head = await inDepartment('irina', 'transport', ['head']);
    for (const browser of [elsewhere, head]) {
      for (const one of ['', '/copy', '/documents-request']) await browser.get(path(number) + one).expect(404);
      for (const noun of ['assignment', 'decision', 'documents-request']) {
        await browser
          .post(`${path(number)}/${noun}`)
          .type('form')
          .send({ revision: '1', verdict: 'approved' })
          .expect(404);
      }
      expect((await browser.get(queue)).text).not.toContain(number.slice(8));
      await browser.get(queue).query({ q: number }).expect(200);
    }
    const own = await inDepartment('maria', String((await caseRow(number))['department']), ['specialist']);
    await own.get(path(number)).expect(200);
    await restore('maria', 'editor');
    await restore('irina', 'security');
  });

  test('malformed and missing numbers are the same', async () => {
    for (const number of ['x', '44-2026', '44-2026-999999-9', '%2e%2e']) await sergey.get(path(number)).expect(404);
    await sergey.get(`${path(await submitted(anna))}/files/not-an-id`).expect(404);
    await sergey.get(`${path(await submitted(anna))}/files/${app.ctx.ids.next()}`).expect(404);
  });
});

describe('an interest of one’s own', () => {
  test('an official never decides what they applied for themselves', async () => {
    const number = await submitted(anna);
    const { personId } = await actorOf(app, 'sergey');
    await app.ctx.db('cases').where({ number }).update({ applicant_id: personId, owner_id: personId });
    expect(textOf((await sergey.get(path(number)).expect(200)).text, '.frame')).toContain(
      'Решать его должен другой сотрудник',
    );
    for (const noun of ['assignment', 'examination', 'decision', 'documents-request']) {
      await sergey
        .post(`${path(number)}/${noun}`)
        .type('form')
        .send({ revision: '1', verdict: 'approved', ...ask })
        .expect(403);
    }
    await sergey.post(`${queue}/assignments`);
    expect(await caseRow(number)).toMatchObject({ status: 'submitted', assignee_id: null });
    expect((await act(olga, number, 'assignment')).status).toBe(303);
  });

  test('nor what an organisation filed that they belong to', async () => {
    const forFirm = await signIn(app, 'anna', { organisation: true });
    const number = await send(forFirm, await signedDraft(forFirm));
    const { party } = await actorOf(app, 'anna', { organisation: true });
    const { personId } = await actorOf(app, 'olga');
    await app.ctx.transaction((tx) =>
      insertMembership(tx, { organisationId: party.id, personId, role: 'accountant', rights: 'read' }),
    );
    expect(textOf((await sergey.get(path(number)).expect(200)).text, 'main')).toContain('ООО «Ромашка»');
    await olga
      .post(`${path(number)}/assignment`)
      .type('form')
      .send({ revision: '1' })
      .expect(403);
    await app.ctx.db('cases').where({ number }).update({ queue_at: 1 });
    await olga.post(`${queue}/assignments`).expect(303);
    expect(await caseRow(number)).toMatchObject({ status: 'submitted' });
    expect((await act(sergey, number, 'assignment')).status).toBe(303);
    await app.ctx.db('memberships').where({ person_id: personId }).delete();

    async function signedDraft(browser: Browser): Promise<string> {
      const { draft, bytes } = await frozen(browser);
      await uploadSignature(browser, draft, await signWith(app, 'romashka-rsa', bytes)).expect(303);
      return draft;
    }
  });
});
