import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { visitor } from '../support/cast.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

test('a living process says so without looking anything up', async () => {
  const { status, text, headers } = await visitor(run).get('/healthz');
  expect([status, text]).toEqual([200, 'ok\n']);
  expect(headers['set-cookie']).toBeUndefined();
});

test('readiness follows the database', async () => {
  const own = await startApp();
  expect((await visitor(own).get('/readyz')).status).toBe(200);
  await own.ctx.db.destroy();
  expect((await visitor(own).get('/readyz')).status).toBe(503);
  expect((await visitor(own).get('/healthz')).status).toBe(200);
  await own.close();
});
