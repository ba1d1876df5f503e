import { describe, expect, test } from '@jest/globals';
import { contentDisposition } from '../../src/http/file-name.ts';
import { sendBytes, sendFile } from '../../src/http/file-response.ts';
import { keptFile } from './support/fakes.ts';
import { request, startApp } from './support/app.ts';

const pdf = Buffer.from('%PDF-1.7 справка');

function app(type = 'application/pdf', inline = false) {
  const started = startApp({
    routes(routes) {
      routes.get('/file', { who: 'anyone' }, (req, res) => sendFile(req, res, file, { inline }));
      routes.get('/lost', { who: 'anyone' }, (req, res) => sendFile(req, res, { ...file, id: 'none' }));
      routes.get('/made', { who: 'anyone' }, (req, res) =>
        sendBytes(req, res, pdf, { name: 'Квитанция.pdf', type: 'application/pdf' }),
      );
    },
  });
  const file = keptFile(started.files, pdf, { name: 'Справка о составе семьи.pdf', type });
  return started;
}

describe('a stored file', () => {
  test('is saved under its own name, sniffed by nobody, kept in no cache, run in no page', async () => {
    const answer = await request(app().app).get('/file').responseType('blob');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(pdf);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': contentDisposition('attachment', 'Справка о составе семьи.pdf'),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  test.each([
    ['application/pdf', true, 'inline', 'application/pdf'],
    ['image/png', true, 'inline', 'image/png'],
    ['image/png', false, 'attachment', 'image/png'],
    ['text/html', true, 'attachment', 'application/octet-stream'],
    ['image/svg+xml', true, 'attachment', 'application/octet-stream'],
  ])('%s, inline %s → %s as %s', async (type, inline, disposition, shownAs) => {
    const { headers } = await request(app(type, inline).app).get('/file');
    expect(headers['content-disposition']).toMatch(new RegExp(`^${disposition};`));
    expect(headers['content-type']).toBe(shownAs);
  });

  test('HEAD tells its size', async () => {
    const answer = await request(app().app).head('/file');
    expect(answer.headers['content-length']).toBe(String(pdf.length));
  });

  test('that cannot be read breaks the connection off instead of ending as if whole', async () => {
    const { app: running, log } = app();
    await expect(request(running).get('/lost').set('Connection', 'close')).rejects.toThrow();
    expect(log.join('')).toContain('file could not be sent');
  });

  test('made for this answer is sent in the same way', async () => {
    const answer = await request(app().app).get('/made').responseType('blob');
    expect(answer.body).toEqual(pdf);
    expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''%D0%9A%D0%B2");
  });
});

test.each([
  ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
  [' ..  a.pdf. .', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
  ['.'.repeat(30_000), `attachment; filename="____"; filename*=UTF-8''%D1%84%D0%B0%D0%B9%D0%BB`],
  ['Акт.pdf', `attachment; filename="___.pdf"; filename*=UTF-8''%D0%90%D0%BA%D1%82.pdf`],
  ["it's (1)*.pdf", `attachment; filename="it's (1)_.pdf"; filename*=UTF-8''it%27s%20%281%29_.pdf`],
  [
    'a"\r\nSet-Cookie: x=1.pdf',
    `attachment; filename="a_Set-Cookie_ x=1.pdf"; filename*=UTF-8''a_Set-Cookie_%20x%3D1.pdf`,
  ],
  ['100%.pdf', `attachment; filename="100_.pdf"; filename*=UTF-8''100%25.pdf`],
])('the name %j in a header', (name, header) => {
  expect(contentDisposition('attachment', name)).toBe(header);
});
