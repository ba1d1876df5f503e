import { expect, test } from '@jest/globals';
import { request, startApp } from './support/app.ts';

const id = '0195f3a0-7c1e-7abc-8def-0123456789ab';

test('a line a request: the pattern of its route, never what it was called with', async () => {
  const { app, log } = startApp({
    routes(routes) {
      routes.get('/people/:id', { who: 'anyone' }, (_req, res) => void res.send('ok'));
    },
  });
  await request(app)
    .get(`/people/${id}?name=Смирнова&token=secret`)
    .set('Cookie', 'kabinet=secretcookie')
    .set('User-Agent', 'Anna-Browser');
  expect(log).toHaveLength(1);
  const line = JSON.parse(log[0]!) as Record<string, unknown>;
  expect(line).toMatchObject({
    level: 30,
    method: 'GET',
    route: '/people/:id',
    feature: 'things',
    status: 200,
    msg: 'answered',
  });
  expect(log[0]).not.toMatch(new RegExp(`${id}|name=|Смирнова|%D0|secret|Browser|127\\.0\\.0\\.1|::1`));
});

test('an unknown address is not logged as it came, a refusal with its code', async () => {
  const { app, log } = startApp();
  await request(app).get('/people/Смирнова');
  expect(JSON.parse(log[0]!)).toMatchObject({ method: 'GET', refusal: 'HTTP-NOT-FOUND', status: 404 });
  expect(log[0]).not.toMatch(/people/);
});

test('static files are not logged', async () => {
  const { app, log, statics } = startApp();
  await request(app).get(statics.asset('css/site.css'));
  expect(log).toEqual([]);
});
