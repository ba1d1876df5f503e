import { describe, expect, test } from '@jest/globals';
import { request, startApp } from './support/app.ts';

const minute = 60_000;

/** Anna opens a form, and her session runs out while she writes. */
async function annaWrites() {
  const started = startApp({
    routes(routes) {
      routes.post('/letters', { who: 'person' }, (_req, res) => void res.send('sent'));
      routes.post(
        '/files',
        { who: 'person', upload: { maxFiles: 1, maxBytes: 10 } },
        (_req, res) => void res.send('sent'),
      );
    },
  });
  const anna = await started.as('anna');
  const token = /name="_csrf" value="([^"]+)"/.exec((await anna.get('/form')).text)![1]!;
  const [row] = [...started.sessions.rows.values()];
  started.time.now += 11 * minute;
  started.lateForms.owners.set(row!.hash, { personId: 'anna', endedAt: started.time.now - minute });
  return { ...started, anna, token, hash: row!.hash };
}

describe('a form sent after its session ran out', () => {
  test('is kept for its person, and login leads back to it', async () => {
    const { anna, token, lateForms } = await annaWrites();
    const answer = await anna.post('/letters?draft=1').send(`_csrf=${token}&text=Добрый+день&to=a&to=b`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/login?next=%2Flate-forms%2F1&ended=1');
    expect(lateForms.kept).toEqual([
      { personId: 'anna', path: '/letters?draft=1', body: { text: 'Добрый день', to: ['a', 'b'] } },
    ]);
  });

  test('is kept even when something else had noticed the end before', async () => {
    const { anna, token, lateForms } = await annaWrites();
    await anna.get('/form').set('X-Background', '1');
    await anna.post('/letters').send(`_csrf=${token}&text=x`);
    expect(lateForms.kept).toHaveLength(1);
  });

  test.each([
    ['a wrong token', '_csrf=0&text=x', {}],
    ['no token', 'text=x', {}],
    ['another site', '_csrf=TOKEN&text=x', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a script that saves by itself', '_csrf=TOKEN&text=x', { Accept: 'application/json' }],
    ['a request of the page', '_csrf=TOKEN&text=x', { 'X-Background': '1' }],
    ['another type of body', '{}', { 'Content-Type': 'application/json' }],
  ])('is not kept with %s', async (_name, body, headers) => {
    const { anna, token, lateForms } = await annaWrites();
    const answer = await anna.post('/letters').set(headers).send(body.replace('TOKEN', token));
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/login(?!.*late-forms)/);
    expect(lateForms.kept).toEqual([]);
  });

  test('is not kept later than 30 minutes, after logout, or for a made-up cookie', async () => {
    const { app, anna, token, lateForms, time, hash } = await annaWrites();
    time.now += 30 * minute;
    await anna.post('/letters').send(`_csrf=${token}&text=x`);
    lateForms.owners.delete(hash);
    await anna.post('/letters').send(`_csrf=${token}&text=x`);
    await request(app)
      .post('/letters')
      .set('Cookie', `kabinet=${'a'.repeat(22)}`)
      .send(`_csrf=${token}&text=x`);
    expect(lateForms.kept).toEqual([]);
  });
});
