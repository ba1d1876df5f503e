import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { uploadsOf } from '../../src/http/uploads.ts';
import { request, startApp } from './support/app.ts';

const rule = { maxFiles: 3, maxBytes: 1000, maxFields: 5 };

function app() {
  return startApp({
    routes(routes) {
      routes.post('/files', { who: 'anyone', upload: rule }, (req, res) => {
        const { files, refusals, aborted } = uploadsOf(req);
        const shown = files.map(({ field, name, size, stored }) => ({ field, name, size, id: stored.id }));
        res.json({ body: req.body, files: shown, refusals, aborted });
      });
      routes.post('/mine', { who: 'person', upload: rule }, (_req, res) => void res.end());
    },
  });
}

const post = (running: ReturnType<typeof app>['app'], path = '/files') =>
  request(running).post(path).set('Sec-Fetch-Site', 'same-origin');

describe('a form with files', () => {
  test('keeps fields and files, Cyrillic names included', async () => {
    const { app: running, files } = app();
    const answer = await post(running)
      .field('note', 'Справка')
      .attach('scan', Buffer.from('%PDF-1.7'), 'Паспорт Анны.pdf');
    expect(answer.body).toMatchObject({
      body: { note: 'Справка' },
      files: [{ field: 'scan', name: 'Паспорт Анны.pdf', size: 8 }],
      refusals: [],
      aborted: false,
    });
    expect(files.stored.get(answer.body.files[0].id)?.toString()).toBe('%PDF-1.7');
  });

  test('one file too large is refused by name; everything before and behind it stays', async () => {
    const { app: running, files } = app();
    const answer = await post(running)
      .field('before', '1')
      .attach('scan', Buffer.alloc(500_000), 'большой.pdf')
      .field('after', '2')
      .attach('scan', Buffer.from('ok'), 'малый.pdf');
    expect(answer.body).toMatchObject({
      body: { before: '1', after: '2' },
      files: [{ name: 'малый.pdf' }],
      refusals: [{ field: 'scan', name: 'большой.pdf', code: 'FILE-TOO-LARGE' }],
    });
    expect(files.stored.size).toBe(1);
    expect(files.failed).toBe(1);
  });

  test.each([
    [1000, []],
    [1001, [{ field: 'scan', name: 'a.pdf', code: 'FILE-TOO-LARGE' }]],
    [0, [{ field: 'scan', name: 'a.pdf', code: 'FILE-EMPTY' }]],
  ])('of %i bytes → %j', async (size, refusals) => {
    const answer = await post(app().app).attach('scan', Buffer.alloc(size), 'a.pdf');
    expect(answer.body.refusals).toEqual(refusals);
  });

  test('too many files: the first ones stay, the others are named', async () => {
    const sent = ['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'].reduce(
      (form, name) => form.attach('scan', Buffer.from('x'), name),
      post(app().app),
    );
    const { body } = await sent;
    expect(body.files.map((file: { name: string }) => file.name)).toEqual(['1.pdf', '2.pdf', '3.pdf']);
    expect(body.refusals).toEqual([
      { field: 'scan', name: '4.pdf', code: 'FILE-COUNT' },
      { field: 'scan', name: '5.pdf', code: 'FILE-COUNT' },
    ]);
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Документы\\скан.pdf', 'скан.pdf'],
    ['\u202Efdp.exe', 'fdp.exe'],
    [' . ', 'файл'],
    ['a"b<c>.pdf', 'a_b_c_.pdf'],
  ])('the name %j becomes %j', async (given, name) => {
    const { body } = await post(app().app).attach('scan', Buffer.from('x'), given);
    expect(body.files).toMatchObject([{ name }]);
  });

  test('without files works in either encoding', async () => {
    const { app: running } = app();
    expect((await post(running).send('note=a')).body).toMatchObject({ body: { note: 'a' }, files: [] });
    expect((await post(running).field('note', 'a')).body).toMatchObject({ body: { note: 'a' }, files: [] });
  });
});

describe('refused before anything is stored', () => {
  test('for those who are not signed in', async () => {
    const { app: running, files } = app();
    const answer = await post(running, '/mine').attach('scan', Buffer.from('x'), 'a.pdf');
    expect(answer.status).toBe(303);
    expect(files.stored.size).toBe(0);
  });

  const multipart = 'multipart/form-data; boundary=x';
  test.each([
    ['more than the total that a form may have', { 'Content-Type': multipart, 'Content-Length': '90000000' }, '', 413],
    ['no length', { 'Content-Type': multipart, 'Transfer-Encoding': 'chunked' }, '', 411],
    ['no boundary', { 'Content-Type': 'multipart/form-data' }, '--x--\r\n', 400],
    [
      'too many fields',
      { 'Content-Type': multipart },
      `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(7)}--x--\r\n`,
      413,
    ],
    [
      'a nested name',
      { 'Content-Type': multipart },
      '--x\r\nContent-Disposition: form-data; name="a[b][c]"\r\n\r\n1\r\n--x--\r\n',
      413,
    ],
  ])('%s', async (_name, headers, body, status) => {
    const { app: running, files } = app();
    const promisesMore = 'Content-Length' in headers || 'Transfer-Encoding' in headers;
    const answer = promisesMore
      ? await rawStatus(running, headers)
      : (await post(running).set(headers).send(body)).status;
    expect(answer).toBe(status);
    expect(files.stored.size).toBe(0);
  });
});

describe('broken off', () => {
  test('a body that ends too early is said to be so, and its whole parts are there', async () => {
    const body =
      '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nтекст\r\n--x\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF';
    const answer = await post(app().app).set('Content-Type', 'multipart/form-data; boundary=x').send(body);
    expect(answer.body).toEqual({
      body: { note: 'текст' },
      files: [],
      refusals: [{ field: 'scan', name: 'a.pdf', code: 'UPLOAD-BROKEN' }],
      aborted: true,
    });
  });

  test('a connection that breaks leaves no file, and the server goes on', async () => {
    const { app: running, files, log } = app();
    const server = running.listen(0);
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port);
    socket.write(
      'POST /files HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n' +
        '--x\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF',
    );
    await new Promise((resolve) => setTimeout(resolve, 80));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(files.stored.size).toBe(0);
    expect(files.failed).toBe(1);
    expect(log.join('')).not.toContain('request failed');
    expect((await post(running).send('note=a')).status).toBe(200);
    server.close();
  });
});

/** Status of an answer to a request whose headers promise more than is ever sent. */
async function rawStatus(running: ReturnType<typeof app>['app'], headers: object): Promise<number> {
  const server = running.listen(0);
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  const lines = Object.entries({ Host: 'x', 'Sec-Fetch-Site': 'same-origin', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`POST /files HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  server.close();
  return Number(bytes.toString().split(' ')[1]);
}
