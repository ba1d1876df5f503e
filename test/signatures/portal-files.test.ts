import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { portalFileMistakes, trainingAuthority } from '../../src/features/signatures/index.ts';
import {
  certificatePem,
  issueCertificate,
  makeKeyPair,
  makePkcs12,
  privateKeyPem,
  type Issuer,
} from '../../src/pki/index.ts';

let dir: string;
const at = (name: string) => path.join(dir, name);
const password = 'слово';

async function authority(commonName: string): Promise<Issuer> {
  const { publicKey, privateKey: key } = await makeKeyPair('p256');
  const times = { notBefore: Date.UTC(2026, 0, 1), notAfter: Date.UTC(2036, 0, 1), serial: 1n };
  const subject = { commonName };
  return { key, certificate: issueCertificate({ subject, publicKey, issuer: { self: key }, ca: {}, ...times }) };
}

/** The settings of a region whose files are all right, but for these. */
function portal(changes: Partial<Parameters<typeof portalFileMistakes>[0]> = {}) {
  const files = { certificateFile: at('real.crt'), keyFile: at('real.key'), trustDir: at('trust') };
  return { container: undefined, ...files, ...changes };
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'kabinet-portal-'));
  for (const [name, commonName] of [
    ['real', 'Портал области'],
    ['training', trainingAuthority],
  ] as const) {
    const { certificate, key } = await authority(commonName);
    await writeFile(at(`${name}.crt`), certificatePem(certificate));
    await writeFile(at(`${name}.key`), privateKeyPem(key));
    await writeFile(at(`${name}.p12`), makePkcs12({ certificate, key, chain: [], password }));
    const trust = name === 'real' ? at('trust') : at('demo-trust');
    await mkdir(trust);
    await writeFile(path.join(trust, 'ca.crt'), certificatePem(certificate));
  }
});
afterAll(() => rm(dir, { recursive: true }));

test('good files, or one container, have nothing wrong with them', async () => {
  expect(await portalFileMistakes(portal())).toEqual([]);
  expect(await portalFileMistakes(portal({ container: { file: at('real.p12'), password } }))).toEqual([]);
});

test('every file that is missing, or is something else, is named at once', async () => {
  const missing = { certificateFile: at('none.crt'), keyFile: at('real.crt'), trustDir: at('real.crt') };
  expect(await portalFileMistakes(portal(missing))).toEqual([
    expect.stringMatching(/^PORTAL_CERTIFICATE_FILE: нет сертификата .*none\.crt/),
    expect.stringMatching(/^PORTAL_KEY_FILE: нет закрытого ключа .*real\.crt/),
    expect.stringMatching(/^TRUST_DIR: нет такой папки/),
  ]);
});

test('a key of another certificate is refused', async () => {
  const mistakes = await portalFileMistakes(portal({ keyFile: at('training.key') }));
  expect(mistakes).toEqual(['PORTAL_KEY_FILE: ключ не от этого сертификата']);
});

test('a container that does not open is told from one that is none', async () => {
  const opened = (file: string, word: string) =>
    portalFileMistakes(portal({ container: { file: at(file), password: word } }));
  expect(await opened('real.p12', 'другое')).toEqual([expect.stringMatching(/^PORTAL_CONTAINER_PASSWORD: /)]);
  expect(await opened('real.key', password)).toEqual([expect.stringMatching(/^PORTAL_CONTAINER_FILE: /)]);
  expect(await opened('none.p12', password)).toEqual([expect.stringMatching(/^PORTAL_CONTAINER_FILE: /)]);
});

test('what the demo made is no ground for a real portal, wherever it turns up', async () => {
  const training = { certificateFile: at('training.crt'), keyFile: at('training.key'), trustDir: at('demo-trust') };
  expect(await portalFileMistakes(portal(training))).toEqual([
    expect.stringMatching(/^PORTAL_CERTIFICATE_FILE: это учебный сертификат/),
    expect.stringMatching(/^TRUST_DIR: в папке учебный центр/),
  ]);
  expect(await portalFileMistakes(portal({ container: { file: at('training.p12'), password } }))).toEqual([
    expect.stringMatching(/^PORTAL_CONTAINER_FILE: это учебный сертификат/),
  ]);
});
