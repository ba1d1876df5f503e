import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificatePem, crlPem, signCms } from '../../src/pki/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/files.ts';
import { signAs } from '../support/keys.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { signPortalPdf } from '../../src/features/signatures/index.ts';
import { AT, inFolder, put, startJudging, type JudgingBench } from './judged-files.ts';
import { operator } from './operator.ts';

const samples = path.join(import.meta.dirname, '../pki/gost-samples');

let run: TestApp;
let kabinet: JudgingBench['kabinet'];
let close: () => Promise<void>;
beforeAll(async () => void ({ run, kabinet, close } = await startJudging()));
afterAll(() => close());

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
