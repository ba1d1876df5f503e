import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { Conflict, NotFound, Unavailable } from '../../src/errors.ts';
import { respond } from '../../src/http/respond.ts';
import { request, startApp } from './support/app.ts';

function app() {
  return startApp({
    routes(routes) {
      routes.get('/missing', { who: 'anyone' }, () => {
        throw new NotFound();
      });
      routes.get('/conflict', { who: 'anyone' }, async () => {
        throw new Conflict({ way: { href: '/things', text: 'Открыть заново' } });
      });
      routes.get('/busy', { who: 'anyone' }, () => {
        throw new Unavailable();
      });
      routes.get('/bug', { who: 'anyone' }, () => {
        throw new Error('insert into people values (Смирнова)');
      });
      routes.get('/thrown', { who: 'anyone' }, () => {
        // eslint-disable-next-line no-throw-literal
        throw 'text';
      });
      routes.get('/no-template', { who: 'anyone' }, (req, res) => respond(req, res, 'things/none', {}));
      routes.post('/form', { who: 'anyone' }, (req, res) => void res.json(req.body));
    },
  });
}

describe('one page for whatever was thrown', () => {
  test.each([
    ['/missing', 404, 'Страница не найдена'],
    ['/conflict', 409, 'Данные изменились'],
    ['/busy', 503, 'Сервис занят'],
    ['/bug', 500, 'Что-то сломалось у нас'],
    ['/thrown', 500, 'Что-то сломалось у нас'],
    ['/no-template', 500, 'Что-то сломалось у нас'],
    ['/%', 404, 'Страница не найдена'],
  ])('%s → %i %s', async (path, status, title) => {
    const answer = await request(app().app).get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<h1>${title}</h1>`);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  test('an unknown error shows nothing but a number, and the log has the same number', async () => {
    const { app: running, log } = app();
    const answer = await request(running).get('/bug');
    const reference = /Номер ошибки: ([0-9A-F]{10})/.exec(answer.text)![1]!;
    expect(answer.text).not.toMatch(/insert|Смирнова|at .*\.ts/);
    const line = log
      .map((entry) => JSON.parse(entry) as Record<string, unknown>)
      .find((entry) => entry.reference === reference);
    expect(line).toMatchObject({ msg: 'request failed' });
  });

  test('a refusal that was foreseen has no number, and leads on where it can', async () => {
    const answer = await request(app().app).get('/conflict');
    expect(answer.text).not.toContain('Номер ошибки');
    expect(answer.text).toContain('<a href="/things">Открыть заново</a>');
  });

  test('reaches the person even when the shell of the page cannot be made', async () => {
    const { app: running, shell } = app();
    shell.broken = true;
    const answer = await request(running).get('/missing');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('<h1>Страница не найдена</h1>');
    expect((await request(running).get('/bug')).text).toMatch(/Номер ошибки: [0-9A-F]{10}/);
  });

  test('says when to come back', async () => {
    expect((await request(app().app).get('/busy')).headers['retry-after']).toBe('5');
  });

  test('programs that accept JSON only get JSON', async () => {
    const answer = await request(app().app).get('/missing').set('Accept', 'application/json');
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: 'HTTP-NOT-FOUND', reference: null });
  });

  test('HEAD answers like GET, without a body', async () => {
    const answer = await request(app().app).head('/missing');
    expect(answer.status).toBe(404);
    expect(answer.text).toBeUndefined();
  });
});

const post = (type: string, body: string) =>
  request(app().app).post('/form').set('Sec-Fetch-Site', 'same-origin').set('Content-Type', type).send(body);

describe('bodies', () => {
  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'a=1&b=%D1%8F', 200],
    ['bad percent signs', 'application/x-www-form-urlencoded', 'a=%E0%A4%A', 200],
    ['more than 100 kB', 'application/x-www-form-urlencoded', `a=${'x'.repeat(110_000)}`, 413],
    ['more than 1000 fields', 'application/x-www-form-urlencoded', 'a=1&'.repeat(1100), 413],
    ['an unknown charset', 'application/x-www-form-urlencoded; charset=klingon', 'a=1', 415],
    ['files where none are taken', 'multipart/form-data; boundary=x', '--x--', 415],
    ['another type', 'application/json', '{"a":1}', 200],
  ])('%s', async (_name, type, body, status) => {
    const answer = await post(type, body);
    expect(answer.status).toBe(status);
    if (type === 'application/json') expect(answer.body).toEqual({});
  });

  test('are not inflated: a small bomb stays small', async () => {
    const answer = await post('application/x-www-form-urlencoded', 'a=1').set('Content-Encoding', 'gzip');
    expect(answer.status).toBe(415);
  });
});

test('a client that hangs up while sending breaks nothing and is no error of ours', async () => {
  const { app: running, log } = app();
  const server = running.listen(0);
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  socket.write(
    'POST /form HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=1',
  );
  setTimeout(() => socket.destroy(), 50);
  await once(socket, 'close');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(log.join('')).not.toContain('request failed');
  expect((await request(running).get('/form')).status).toBe(200);
  server.close();
});
