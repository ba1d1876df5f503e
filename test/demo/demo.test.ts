import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { loadDemo } from '../../src/features/demo/index.ts';
import { createContext } from '../../src/context.ts';
import { sendCode } from '../../src/features/notifications/index.ts';
import { readCertificate, verifyCertificate } from '../../src/pki/index.ts';
import { trustStore } from '../../src/features/signatures/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, signIn, visitor } from '../support/cast.ts';
import { textOf } from '../support/html.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

describe('/demo', () => {
  test('lists everybody with their numbers and the password', async () => {
    const page = textOf((await visitor(run).get('/demo')).text, 'main');
    for (const { name } of Object.values(cast)) expect(page).toContain(`${name.first} ${name.last}`);
    expect(page).toContain(demoPassword);
    expect(page).toContain('anna@example.test');
  });

  test('a second start keeps the people it finds', async () => {
    const before = (await run.ctx.db('people').select('id')) as object[];
    await loadDemo(run.ctx, (clock) => createContext(run.ctx.config, { clock, db: run.ctx.db }));
    expect(await run.ctx.db('people').select('id')).toEqual(before);
  });

  test('does not exist in production', async () => {
    const production = parseConfig({
      KABINET_MODE: 'production',
      DATA_DIR: run.ctx.config.dataDir,
      PUBLIC_URL: 'http://localhost:3000',
      LOG_LEVEL: 'silent',
      ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}`,
      BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
      MAC_KEY: Buffer.alloc(32, 3).toString('base64'),
      PASSWORD_PEPPER: Buffer.alloc(32, 4).toString('base64'),
      SMTP_URL: 'smtp://localhost',
      MAIL_FROM: 'kabinet@example.test',
      SMS_URL: 'http://localhost',
      PORTAL_CERTIFICATE_FILE: 'x',
      PORTAL_KEY_FILE: 'x',
      TRUST_DIR: 'x',
    });
    const { app, registry } = createApp({ ...run.ctx, config: production });
    expect(registry.filter((route) => route.path.startsWith('/demo'))).toEqual([]);
    for (const address of [
      '/demo',
      '/demo/outbox',
      '/demo/outbox.json',
      '/demo/keys',
      '/demo/keys/anna-rsa.key.pem',
      '/demo/components',
    ]) {
      expect([address, (await visitor({ app }).get(address)).status]).toEqual([address, 404]);
    }
  });
});

describe('/demo/outbox', () => {
  test('shows what would have left, newest first, for people and for scripts', async () => {
    await run.ctx.transaction((tx) =>
      sendCode(tx, { to: { channel: 'sms', address: '+79000000001' }, code: '111222', words: 'Код для входа' }),
    );
    await run.worker.drain();
    run.clock.advance(1000);
    await run.ctx.transaction((tx) =>
      sendCode(tx, { to: { channel: 'sms', address: '+79000000003' }, code: '333444', words: 'Код для входа' }),
    );
    await run.worker.drain();
    const { body } = await visitor(run).get('/demo/outbox.json');
    expect(body).toMatchObject([
      { channel: 'sms', to: '+79000000003', code: '333444' },
      { channel: 'sms', to: '+79000000001', code: '111222', text: expect.stringContaining('111222') },
    ]);
    expect(textOf((await visitor(run).get('/demo/outbox')).text, '#outbox-list')).toMatch(/333444.*111222/);
  });
});

describe('/demo/keys', () => {
  const download = async (file: string) => {
    const { status, body } = await visitor(run)
      .get(`/demo/keys/${file}`)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      });
    return { status, body: body as Buffer };
  };

  test('offers the authority’s certificate and the keys of the cast', async () => {
    for (const file of [
      'ca.crt.pem',
      'anna-rsa.crt.pem',
      'anna-rsa.key.pem',
      'anna-rsa.p12',
      'romashka-ec.p12',
      'anna-unknown.crt.pem',
    ]) {
      expect([file, (await download(file)).status]).toEqual([file, 200]);
    }
  });

  test.each(['ca.key.pem', 'portal.key.pem', 'stranger-ca.key.pem', 'own-rsa.crt.pem', '..%2Fca.key.pem', 'done'])(
    'never gives away %s',
    async (file) => {
      expect((await download(file)).status).toBe(404);
    },
  );

  test('issues a signed-in person a key of their own that the portal trusts', async () => {
    const vera = await signIn(run, 'vera');
    expect((await vera.post('/demo/keys')).headers['location']).toBe('/demo/keys#own');
    const page = await vera.get('/demo/keys');
    expect(page.text).toContain('href="/demo/keys/own-rsa.p12"');
    const { text } = await vera
      .get('/demo/keys/own-ec.crt.pem')
      .buffer(true)
      .parse((res, done) => {
        let all = '';
        res.on('data', (part: Buffer) => (all += part.toString()));
        res.on('end', () => done(null, all));
      })
      .then(({ body }) => ({ text: body as string }));
    const certificate = readCertificate(Buffer.from(text));
    expect(certificate.owner).toMatchObject({ surname: 'Кузнецова', snils: cast.vera.snils });
    expect(verifyCertificate({ certificate, trust: await trustStore(run.ctx), at: run.clock.now() }).outcome).toBe(
      'TOTAL-PASSED',
    );
  });

  test('gives nobody another person’s own key', async () => {
    await (await signIn(run, 'vera')).post('/demo/keys');
    expect((await (await signIn(run, 'boris')).get('/demo/keys/own-rsa.key.pem')).status).toBe(404);
  });

  test('tells those whose СНИЛС is not known what to do first', async () => {
    const { status, text } = await (await signIn(run, 'novichok')).post('/demo/keys');
    expect(status).toBe(403);
    expect(textOf(text, 'main')).toMatch(/Нужен СНИЛС.*Подтвердить личность/);
  });

  test('the list of revoked certificates is renewed at every start', async () => {
    const file = path.join(run.ctx.config.portal.trustDir, 'ca.crl');
    const before = await readFile(file);
    run.clock.advance(1000);
    await loadDemo(run.ctx, (clock) => createContext(run.ctx.config, { clock, db: run.ctx.db }));
    expect((await readFile(file)).equals(before)).toBe(false);
  });
});
