import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificatePem, crlPem, signCms } from '../../src/pki/index.ts';
import { craftAnswer } from '../pki/crafted-ocsp.ts';
import { emptyList } from '../pki/hierarchy.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/files.ts';
import { signAs } from '../support/keys.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { signPortalPdf } from '../../src/features/signatures/index.ts';
import { operator, type Answered } from './operator.ts';

const AT = new Date(MOMENT).toISOString();
const samples = path.join(import.meta.dirname, '../pki/gost-samples');

let run: TestApp;
let kabinet: (...words: readonly string[]) => Promise<Answered>;
const folder = mkdtempSync(path.join(tmpdir(), 'kabinet-verify-'));
const inFolder = (name: string) => path.join(folder, name);

function put(name: string, content: Buffer | string): string {
  mkdirSync(path.dirname(inFolder(name)), { recursive: true });
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

beforeAll(async () => {
  run = await startApp();
  const line = operator(run);
  kabinet = (...words) => line(words);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await run.close();
});

describe('verify', () => {
  const content = Buffer.from('Прошу выдать архивную справку');

  async function world() {
    const { trust, root, identity } = await testPki();
    put('trust/root.pem', certificatePem(root.certificate));
    put('trust/заметка.txt', 'о доверии');
    put('lists/all.crl', trust.crls.map(crlPem).join('\n'));
    const signer = await identity('good', anna, 'p256');
    const sign = (detached: boolean) => signCms({ content, ...signer, at: MOMENT, detached });
    put('content', content);
    return { detached: put('detached.sig', sign(true)), attached: put('attached.sig', sign(false)), signer };
  }

  const judged = (signature: string, ...more: readonly string[]) =>
    kabinet('verify', '--signature', signature, '--trust', inFolder('trust'), '--at', AT, ...more);

  test('says in words and by its status whether a signature passes', async () => {
    const { detached, attached } = await world();
    const over = ['--content', inFolder('content')];
    const lists = ['--crl', inFolder('lists')];
    const good = await judged(detached, ...over, ...lists);
    expect(good.status).toBe(0);
    expect(good.out).toContain('TOTAL-PASSED: проверка пройдена.');
    expect(good.out).toContain('Владелец: Смирнова Анна Сергеевна.');
    expect(good.out).toContain('Сертификат не квалифицированный: ключи не по ГОСТ');
    expect(good.err).toBe('Файл заметка.txt не сертификат и не список отзыва: пропущен.');
    expect((await judged(attached, ...lists)).status).toBe(0);
    const single = ['--trust', inFolder('trust/root.pem'), '--crl', inFolder('lists/all.crl'), '--at', AT];
    expect((await kabinet('verify', '--signature', attached, ...single)).status).toBe(0);
    expect((await judged(attached, ...over, ...lists)).status).toBe(0);
    const unknown = await judged(detached, ...over);
    expect([unknown.status, unknown.out]).toEqual([
      1,
      expect.stringContaining('INDETERMINATE (TRY_LATER), SIG-STATUS-UNKNOWN'),
    ]);
    const other = put('other', 'другое');
    expect((await judged(detached, '--content', other, ...lists)).out).toContain(
      'TOTAL-FAILED (HASH_FAILURE), SIG-DIGEST',
    );
    const damaged = await judged(put('text.sig', 'подпись'), ...over, ...lists);
    expect([damaged.status, damaged.out]).toEqual([1, expect.stringContaining('SIG-DAMAGED')]);
    expect(await judged(inFolder('text.sig'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('TOTAL-FAILED (FORMAT_FAILURE), SIG-DAMAGED'),
    });
    expect(await judged(detached)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('нужен --content'),
    });
  });

  test('tells programs the same in JSON', async () => {
    const { detached, signer } = await world();
    const over = ['--content', inFolder('content'), '--json'];
    const { status, out } = await judged(detached, ...over, '--crl', inFolder('lists'));
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'TOTAL-PASSED',
      indication: null,
      code: null,
      at: AT,
      claimedTime: AT,
      provenTime: null,
      qualified: false,
      signer: { serial: signer.certificate.serialHex, owner: anna },
      chain: { length: 3 },
    });
    const refused = await judged(detached, ...over);
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({
      outcome: 'INDETERMINATE',
      indication: 'TRY_LATER',
      code: 'SIG-STATUS-UNKNOWN',
      words: expect.stringContaining('Сейчас не удалось узнать'),
      faulty: { owner: anna },
    });
  });

  test('knows a qualified certificate of an accredited authority', async () => {
    for (const name of ['root.crt', 'root.crl', 'sub.crl']) {
      mkdirSync(inFolder('gost'), { recursive: true });
      copyFileSync(path.join(samples, name), inFolder(`gost/${name}`));
    }
    const asked = [
      'verify',
      '--signature',
      path.join(samples, 'anna.p7s'),
      '--content',
      path.join(samples, 'document.txt'),
    ];
    const judge = () => kabinet(...asked, '--trust', inFolder('gost'), '--at', AT);
    expect(await judge()).toMatchObject({ status: 0, out: expect.stringContaining('среди аккредитованных') });
    mkdirSync(inFolder('gost/accredited'));
    copyFileSync(path.join(samples, 'sub.crt'), inFolder('gost/accredited/sub.crt'));
    expect(await judge()).toMatchObject({ status: 0, out: expect.stringContaining('Сертификат квалифицированный.') });
  });

  test('judges what the portal itself signs and trusts, without being told whom to trust', async () => {
    const at = new Date(run.clock.now()).toISOString();
    const paper = pdf('Результат');
    const signed = await signPortalPdf(run.ctx, paper, { reason: 'Результат услуги' });
    const judge = (file: string) => kabinet('verify', '--pdf', file, '--at', at);
    expect(await judge(put('result.pdf', signed))).toMatchObject({ status: 0 });
    const appended = put('appended.pdf', Buffer.concat([signed, Buffer.from('\n')]));
    expect(await judge(appended)).toMatchObject({ status: 1, out: expect.stringContaining('SIG-COVERAGE') });
    expect(await judge(put('bare.pdf', paper))).toMatchObject({
      status: 1,
      out: expect.stringContaining('SIG-ABSENT'),
    });
    const signature = put('person.sig', await signAs(run, 'anna-rsa', paper));
    const whole = ['--content', inFolder('bare.pdf'), '--at', at];
    expect(await kabinet('verify', '--signature', signature, ...whole)).toMatchObject({ status: 0 });
  });

  test('tells what it can where the portal has no folder of trust yet', async () => {
    const { detached } = await world();
    const apart = await startApp();
    rmSync(apart.ctx.config.portal.trustDir, { recursive: true });
    const over = ['--content', inFolder('content'), '--at', AT];
    expect(await operator(apart)(['verify', '--signature', detached, ...over])).toMatchObject({
      status: 1,
      out: expect.stringContaining('SIG-UNKNOWN-ISSUER'),
      err: expect.stringContaining('доверять некому'),
    });
    await apart.close();
  });

  test('judges a certificate, with its chain behind it', async () => {
    const { signer } = await world();
    const chain = [signer.certificate, ...signer.chain].map(certificatePem).join('');
    const judge = (file: string) =>
      kabinet('verify', '--certificate', file, '--trust', inFolder('trust'), '--crl', inFolder('lists'), '--at', AT);
    expect(await judge(put('chain.pem', chain))).toMatchObject({ status: 0 });
    const alone = await judge(put('person.crt', signer.certificate.raw));
    expect(alone).toMatchObject({ status: 1, out: expect.stringContaining('SIG-UNKNOWN-ISSUER') });
    expect(await judge(put('none.crt', 'нет'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('SIG-DAMAGED'),
    });
  });

  test('trusts nobody for lying among the lists', async () => {
    const { detached, signer } = await world();
    put('lists/root.crt', certificatePem(signer.chain.at(-1) ?? signer.certificate));
    put('nobody/README', '');
    const over = ['--content', inFolder('content'), '--crl', inFolder('lists'), '--at', AT];
    const answer = await kabinet('verify', '--signature', detached, '--trust', inFolder('nobody'), ...over);
    expect(answer).toMatchObject({ status: 1, out: expect.stringContaining('SIG-UNKNOWN-ISSUER') });
  });

  test.each<[readonly string[], number, string]>([
    [[], 2, 'Нужно одно из трёх'],
    [['--pdf', 'a', '--certificate', 'b'], 2, 'Нужно одно из трёх'],
    [['--pdf', 'a', '--content', 'b'], 2, '--content нужен только с --signature'],
    [['--pdf', '/нет/такого'], 1, 'прочитать не удалось'],
    [['--pdf', import.meta.filename, '--trust', '/нет/такой'], 1, 'Папки /нет/такой нет'],
    [['--pdf', import.meta.filename, '--at', 'вчера'], 2, '--at'],
    [['--pdf', import.meta.filename, '--at', '2026-13-31T10:00'], 2, '--at'],
    [['--pdf', import.meta.filename, '--at', '2026-02-31'], 2, '--at'],
  ])('%j is answered with status %i and “%s”', async (words, status, message) => {
    expect(await kabinet('verify', ...words)).toMatchObject({ status, out: '', err: expect.stringContaining(message) });
  });
});

describe('verify-ocsp and verify-crl', () => {
  async function files() {
    const { authority, identity } = await testPki();
    const { certificate } = await identity('good', anna, 'p256');
    const answer = (status: 'good' | 'unknown' | { revokedAt: number }) =>
      craftAnswer({ certificate, issuer: authority.certificate, by: authority, status });
    put('issuer.pem', certificatePem(authority.certificate));
    put('person.pem', certificatePem(certificate));
    put('good.ors', answer('good'));
    put('revoked.ors', answer({ revokedAt: MOMENT - 1_000 }));
    put('unknown.ors', answer('unknown'));
    const empty = emptyList(authority);
    put('empty.crl', crlPem(empty));
    put('full.crl', emptyList(authority, { revoked: [{ serial: certificate.serial, at: MOMENT - 1_000 }] }).raw);
    const changed = Buffer.from(empty.raw);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    put('changed.crl', changed);
  }

  const issuer = () => ['--issuer', inFolder('issuer.pem'), '--at', AT];
  const ocsp = (response: string, ...more: readonly string[]) =>
    kabinet(
      'verify-ocsp',
      '--response',
      inFolder(response),
      '--certificate',
      inFolder('person.pem'),
      ...issuer(),
      ...more,
    );
  const crl = (list: string, ...more: readonly string[]) =>
    kabinet('verify-crl', '--crl', inFolder(list), ...issuer(), ...more);

  test('print one word, and succeed for good alone', async () => {
    await files();
    const about = ['--certificate', inFolder('person.pem')];
    expect(await ocsp('good.ors')).toEqual({ status: 0, out: 'good', err: '' });
    expect(await ocsp('revoked.ors')).toEqual({ status: 1, out: 'revoked', err: '' });
    expect(await ocsp('unknown.ors')).toEqual({ status: 1, out: 'unknown', err: '' });
    expect(await ocsp('empty.crl')).toEqual({ status: 1, out: 'invalid', err: '' });
    expect(await crl('empty.crl')).toEqual({ status: 0, out: 'good', err: '' });
    expect(await crl('empty.crl', ...about)).toEqual({ status: 0, out: 'good', err: '' });
    expect(await crl('full.crl', ...about)).toEqual({ status: 1, out: 'revoked', err: '' });
    expect(await crl('changed.crl')).toEqual({ status: 1, out: 'invalid', err: '' });
  });

  test('take the moment in seconds, too, and say what is missing', async () => {
    await files();
    const words = ['--crl', inFolder('empty.crl'), '--issuer', inFolder('issuer.pem')];
    expect((await kabinet('verify-crl', ...words, '--at', `${MOMENT / 1_000}`)).out).toBe('good');
    expect((await kabinet('verify-crl', ...words, '--at', '2026-01-01')).out).toBe('invalid');
    for (const time of ['2026-11-20', '2026-11-20 09:00', '2026-11-20T12:00:00+03:00', '2026-11-20T09:00:00'])
      expect((await kabinet('verify-crl', ...words, '--at', time)).out).toBe('good');
    expect(await kabinet('verify-crl')).toMatchObject({ status: 2, err: expect.stringContaining('--crl') });
    expect(await crl('empty.crl', '--certificate', inFolder('good.ors'))).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('нет сертификата'),
    });
  });
});
