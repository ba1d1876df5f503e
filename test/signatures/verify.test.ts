import { createPrivateKey } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cast, romashka } from '../../src/features/demo/cast.ts';
import {
  keepSignature,
  signaturesOf,
  signPortalPdf,
  trustStore,
  verifyDetached,
  type ExpectedSigner,
} from '../../src/features/signatures/index.ts';
import type { Context } from '../../src/context.ts';
import { makePkcs12, readCertificate, readCertificates, verifyPdf, WrongPassword } from '../../src/pki/index.ts';
import { day } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf } from '../support/cast.ts';
import { pdf } from '../support/files.ts';
import { signAs } from '../support/keys.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

const content = pdf('Заявление');
const anna: ExpectedSigner = { name: cast.anna.name, snils: cast.anna.snils };
const company: ExpectedSigner = {
  ...anna,
  organisation: { inn: romashka.inn, ogrn: romashka.ogrn, name: romashka.shortName },
};

async function judged(keyName: string, signer = anna, signedContent = content) {
  const signature = await signAs(run, keyName, signedContent);
  return verifyDetached(run.ctx, { content, signature, signer });
}

describe('a signature over exactly these bytes', () => {
  test.each(['anna-rsa', 'anna-ec'])('by %s is taken, with what its certificate says', async (keyName) => {
    const verdict = await judged(keyName);
    expect(verdict).toMatchObject({
      ok: true,
      outcome: 'TOTAL-PASSED',
      code: null,
      certificate: {
        owner: 'Смирнова Анна Сергеевна',
        issuer: 'Учебный удостоверяющий центр',
        training: true,
        qualified: false,
      },
    });
  });

  test.each(['romashka-rsa', 'romashka-ec'])('for the organisation by %s is taken', async (keyName) => {
    expect(await judged(keyName, company)).toMatchObject({
      ok: true,
      certificate: { owner: 'ООО «Ромашка», Смирнова Анна Сергеевна' },
    });
  });

  test.each([
    ['of another person', 'vera-rsa', anna, 'SIG-OWNER', /другой СНИЛС/],
    ['of a person where the organisation’s is due', 'anna-rsa', company, 'SIG-OWNER', /другие ИНН или ОГРН/],
    ['by an expired certificate', 'anna-expired', anna, 'SIG-EXPIRED', /закончился/],
    ['by a revoked certificate', 'anna-revoked', anna, 'SIG-REVOKED', /отозван/],
    ['of an unknown issuer', 'anna-unknown', anna, 'SIG-UNKNOWN-ISSUER', /не доверяет/],
  ])('%s is refused in its own words', async (_case, keyName, signer, code, words) => {
    const verdict = await judged(keyName, signer);
    expect(verdict).toMatchObject({ ok: false, code });
    expect(verdict.words).toMatch(words);
  });

  test('of a namesake with the right СНИЛС but another name is refused', async () => {
    const married = { ...anna, name: { ...cast.anna.name, last: 'Иванова' } };
    expect(await judged('anna-rsa', married)).toMatchObject({ ok: false, code: 'SIG-OWNER' });
  });

  test('is never taken when the profile knows no СНИЛС', async () => {
    expect(await judged('anna-rsa', { ...anna, snils: null })).toMatchObject({ ok: false, code: 'SIG-OWNER' });
  });

  test('over other bytes is refused', async () => {
    expect(await judged('anna-rsa', anna, Buffer.from('другое'))).toMatchObject({ ok: false, code: 'SIG-DIGEST' });
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('подпись')],
    ['the document itself', content],
  ])('%s is not a signature', async (_case, signature) => {
    expect(await verifyDetached(run.ctx, { content, signature, signer: anna })).toMatchObject({
      ok: false,
      code: 'SIG-DAMAGED',
      certificate: null,
    });
  });

  test('is refused once the list of revoked certificates is out of date', async () => {
    const late = await startApp();
    late.clock.advance(120 * day);
    const signature = await signAs(late, 'anna-rsa', content);
    expect(await verifyDetached(late.ctx, { content, signature, signer: anna })).toMatchObject({
      ok: false,
      code: 'SIG-STATUS-UNKNOWN',
    });
    await late.close();
  });
});

describe('the trust store', () => {
  test('holds the authorities and lists of its folder', async () => {
    const store = await trustStore(run.ctx);
    expect(store.anchors.map(({ owner }) => owner.commonName)).toEqual(['Учебный удостоверяющий центр']);
    expect(store.crls).toHaveLength(1);
  });

  test('sees within a minute what an operator changed', async () => {
    const other = await startApp();
    expect((await trustStore(other.ctx)).crls).toHaveLength(1);
    await rm(path.join(other.ctx.config.portal.trustDir, 'ca.crl'));
    other.clock.advance(61_000);
    expect((await trustStore(other.ctx)).crls).toHaveLength(0);
    await other.close();
  });
});

describe('what the portal signs', () => {
  test('is a PDF whose signature holds and covers the whole file', async () => {
    const signed = await signPortalPdf(run.ctx, pdf('Результат'), { reason: 'Результат услуги' });
    const trust = await trustStore(run.ctx);
    const verdict = verifyPdf({ pdf: signed, trust, at: run.clock.now() });
    expect(verdict.outcome).toBe('TOTAL-PASSED');
    expect(verdict.signer?.owner.commonName).toBe('Личный кабинет 44 (учебный)');
    const appended = Buffer.concat([signed, Buffer.from('\n% добавлено')]);
    expect(verifyPdf({ pdf: appended, trust, at: run.clock.now() }).outcome).not.toBe('TOTAL-PASSED');
  });

  test('may be signed with a container, as an authority hands it out', async () => {
    const { config } = run.ctx;
    const [certificate, ...chain] = readCertificates(await readFile(config.portal.certificateFile));
    if (!certificate) throw new Error('the portal has no certificate');
    const key = createPrivateKey(await readFile(config.portal.keyFile));
    const file = path.join(config.dataDir, 'portal.p12');
    await writeFile(file, makePkcs12({ certificate, chain, key, password: 'пароль' }));
    const withPassword = (password: string): Context => ({
      ...run.ctx,
      config: { ...config, portal: { ...config.portal, keyFile: '/нет', container: { file, password } } },
    });
    const sign = (password: string) => signPortalPdf(withPassword(password), pdf('Результат'), { reason: 'Услуга' });
    for (let times = 0; times < 2; times += 1) {
      const verdict = verifyPdf({
        pdf: await sign('пароль'),
        trust: await trustStore(run.ctx),
        at: run.clock.now(),
      });
      expect(verdict).toMatchObject({ outcome: 'TOTAL-PASSED', signer: { fingerprint: certificate.fingerprint } });
    }
    await expect(sign('Пароль')).rejects.toThrow(WrongPassword);
  });
});

test('a kept signature gives its verdict back and hides the certificate’s owner in the database', async () => {
  const { id: personId } = await personOf(run, 'anna');
  const verdict = await judged('anna-rsa');
  const files = await Promise.all([content, Buffer.from('подпись')].map((bytes) => run.ctx.files.store(bytes)));
  await run.ctx.transaction(async (tx) => {
    const [first, second] = await Promise.all(
      files.map((file) => tx.files.keep(file, { name: 'a', type: 'application/pdf' })),
    );
    if (first === undefined || second === undefined || verdict.certificate === null) throw new Error('nothing to keep');
    await keepSignature(tx, {
      subjectKind: 'application',
      subjectId: 'draft',
      personId,
      contentFileId: first.id,
      signatureFileId: second.id,
      outcome: verdict.outcome,
      code: verdict.code,
      certificate: verdict.certificate,
    });
  });
  expect(await signaturesOf(run.ctx, 'application', 'draft')).toMatchObject([
    { outcome: 'TOTAL-PASSED', certificate: verdict.certificate },
  ]);
  expect(JSON.stringify(await run.ctx.db('signatures'))).not.toContain('Смирнова');
});

test('the demo’s certificates carry name, СНИЛС and ИНН as accredited authorities write them', async () => {
  const { readFile } = await import('node:fs/promises');
  const certificate = readCertificate(
    await readFile(path.join(run.ctx.config.dataDir, 'pki/keys/romashka-rsa.crt.pem')),
  );
  expect(certificate.owner).toMatchObject({
    commonName: 'ООО «Ромашка»',
    surname: 'Смирнова',
    givenName: 'Анна Сергеевна',
    snils: cast.anna.snils,
    innPerson: cast.anna.inn,
    innOrganisation: romashka.inn,
    ogrn: romashka.ogrn,
  });
});
