import { describe, expect, test } from '@jest/globals';
import { securityHeaders } from '../../src/http/headers.ts';
import { request, startApp } from './support/app.ts';

const page = async (env: Record<string, string> = {}) => (await request(startApp({ env }).app).get('/form')).headers;

describe('security headers', () => {
  test('nothing inline, nothing from elsewhere, no frames', async () => {
    const policy = (await page())['content-security-policy']!;
    expect(policy.split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
  });

  test('the others', async () => {
    const headers = await page();
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  test('HSTS is promised on TLS only', async () => {
    expect(await page()).not.toHaveProperty('strict-transport-security');
    expect((await page({ PUBLIC_URL: 'https://lk.example.ru' }))['strict-transport-security']).toBe('max-age=31536000');
  });

  test('forms may lead to configured providers', () => {
    const set: Record<string, unknown> = {};
    const res = { setHeader: (name: string, value: unknown) => void (set[name] = value) };
    securityHeaders({ secure: true, formTargets: ['https://esia.example.ru'] })({} as never, res as never, () => {});
    expect(set['content-security-policy']).toContain("form-action 'self' https://esia.example.ru");
  });

  test.each(['/nowhere', '/form', '/static/none.css'])('are on %s, too', async (path) => {
    const { headers } = await request(startApp().app).get(path);
    expect(headers).toHaveProperty('content-security-policy');
    expect(headers).toHaveProperty('x-content-type-options', 'nosniff');
  });
});

describe('static files', () => {
  test('have an address that names their content, and may be kept for good', async () => {
    const { app, statics } = startApp();
    const address = statics.asset('css/site.css');
    expect(address).toMatch(/^\/static\/css\/site\.[\w-]{12}\.css$/);
    const answer = await request(app).get(address).set('Accept-Encoding', 'identity');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('come compressed where that pays', async () => {
    const { app, statics } = startApp();
    const get = (name: string) => request(app).get(statics.asset(name)).set('Accept-Encoding', 'gzip');
    expect((await get('css/site.css')).headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect((await get('js/site.js')).headers).not.toHaveProperty('content-encoding');
  });

  test('carry the addresses of the pictures that they use', async () => {
    const { app, statics } = startApp();
    const { text } = await request(app).get(statics.asset('css/site.css'));
    expect(text).toContain(`url("${statics.asset('images/mark.svg')}")`);
  });

  test('are not sent again', async () => {
    const { app, statics } = startApp();
    const address = statics.asset('css/site.css');
    const { headers } = await request(app).get(address);
    expect((await request(app).get(address).set('If-None-Match', headers.etag!)).status).toBe(304);
  });

  test.each([
    '/static/css/site.css',
    '/static/css/site.000000000000.css',
    '/static/../package.json',
    '/static/%2e%2e/package.json',
  ])('%s is not found', async (path) => {
    expect((await request(startApp().app).get(path)).status).toBe(404);
  });

  test('a name that is not there stops the page', () => {
    expect(() => startApp().statics.asset('css/none.css')).toThrow('no static file “css/none.css”');
  });
});
