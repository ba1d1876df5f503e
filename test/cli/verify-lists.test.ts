import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificatePem, crlPem } from '../../src/pki/index.ts';
import { craftAnswer } from '../pki/crafted-ocsp.ts';
import { emptyList } from '../pki/hierarchy.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { AT, inFolder, put, startJudging, type JudgingBench } from './judged-files.ts';

let kabinet: JudgingBench['kabinet'];
let close: () => Promise<void>;
beforeAll(async () => void ({ kabinet, close } = await startJudging()));
afterAll(() => close());

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
