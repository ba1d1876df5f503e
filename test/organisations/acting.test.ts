import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { membershipsOf, organisationFor } from '../../src/features/organisations/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, personOf, signIn, visitor } from '../support/cast.ts';
import { textOf } from '../support/html.ts';

let run: TestApp;
let romashka: string;
beforeAll(async () => {
  run = await startApp();
  const [membership] = await membershipsOf(run.ctx, (await personOf(run, 'anna')).id);
  romashka = membership?.organisation.id ?? '';
});
afterAll(() => run.close());

const cookieOf = (headers: Record<string, unknown>) => /kabinet=([^;]+)/.exec(String(headers['set-cookie']))?.[1];

describe('stepping into an organisation’s cabinet', () => {
  test('changes whose cabinet it is, on the page where one was, under a new cookie', async () => {
    const anna = await signIn(run, 'anna');
    const { status, headers } = await anna.post('/acting').type('form').send({ party: romashka, next: '/documents' });
    expect(status).toBe(303);
    expect(headers['location']).toBe('/documents');
    const page = await visitor(run)
      .set('Cookie', `kabinet=${cookieOf(headers)}`)
      .get('/documents');
    expect(textOf(page.text)).toContain('ООО «Ромашка»');
  });

  test('and back again', async () => {
    const anna = await signIn(run, 'anna', { organisation: true });
    const { headers } = await anna.post('/acting').type('form').send({ party: 'person' });
    const page = await visitor(run)
      .set('Cookie', `kabinet=${cookieOf(headers)}`)
      .get('/profile');
    expect(textOf(page.text, 'h1')).toBe('Смирнова Анна Сергеевна');
  });

  test('is refused to strangers, and journalled', async () => {
    const vera = await signIn(run, 'vera');
    expect((await vera.post('/acting').type('form').send({ party: romashka })).status).toBe(403);
    expect(
      await run.ctx
        .db('audit_entries')
        .where({ act: 'acting.changed', actor_id: (await personOf(run, 'vera')).id })
        .select('result'),
    ).toEqual([{ result: 'refused' }]);
  });

  test('never leads off the site', async () => {
    const anna = await signIn(run, 'anna');
    const { headers } = await anna.post('/acting').type('form').send({ party: 'person', next: '//evil.example' });
    expect(headers['location']).toBe('/cabinet');
  });

  test('is offered to members only', async () => {
    expect((await (await signIn(run, 'anna')).get('/documents')).text).toContain('action="/acting"');
    expect((await (await signIn(run, 'vera')).get('/documents')).text).not.toContain('action="/acting"');
  });

  test.each(['ромашка', 'org\0', '9'.repeat(36)])('to what can be no organisation is refused: %j', async (party) => {
    const anna = await signIn(run, 'anna');
    expect((await anna.post('/acting').type('form').send({ party })).status).toBe(403);
  });

  test('needs a login', async () => {
    expect((await visitor(run).post('/acting').type('form').send({ party: 'person' })).status).toBe(303);
  });
});

describe('rights', () => {
  test('are those of the membership as it is now', async () => {
    expect(await actorOf(run, 'anna', { organisation: true })).toMatchObject({
      rights: 'change',
      partyName: 'ООО «Ромашка»',
    });
    expect(await actorOf(run, 'boris', { organisation: true })).toMatchObject({ rights: 'read' });
  });

  test('end with the membership: the session falls back to one’s own cabinet', async () => {
    const other = await startApp();
    const boris = await signIn(other, 'boris', { organisation: true });
    await other.ctx
      .db('memberships')
      .where({ person_id: (await personOf(other, 'boris')).id })
      .delete();
    expect(textOf((await boris.get('/documents')).text)).not.toContain('Ромашка');
    await other.close();
  });

  test('end with the account: a blocked person is signed out at once', async () => {
    const other = await startApp();
    const boris = await signIn(other, 'boris', { organisation: true });
    await other.ctx
      .db('people')
      .where({ id: (await personOf(other, 'boris')).id })
      .update({ status: 'blocked' });
    expect((await boris.get('/documents')).headers['location']).toBe('/login?next=%2Fdocuments&ended=1');
    await other.close();
  });

  test('the organisation’s data come with acting for it only', async () => {
    expect(await organisationFor(run.ctx, await actorOf(run, 'anna'))).toBeNull();
    expect(await organisationFor(run.ctx, await actorOf(run, 'anna', { organisation: true }))).toMatchObject({
      shortName: 'ООО «Ромашка»',
      headName: 'Смирнова Анна Сергеевна',
    });
  });
});
