import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../../context.ts';
import {
  certificatePem,
  crlPem,
  issueCertificate,
  issueCrl,
  makeKeyPair,
  makePkcs12,
  privateKeyPem,
  readCertificate,
  type Issuer,
  type KeyKind,
  type Owner,
} from '../../../pki/index.ts';
import { day } from '../../../platform/values/durations.ts';
import { containerPassword, type KeyName, type Validity } from './rules.ts';

/** The demo's folder of keys: `ca.*`, `portal.*`, `trust/` for the trust store, `keys/` for the cast, `own/<person>/`. */
export function pkiDir({ config }: Pick<Context, 'config'>): string {
  return path.join(config.dataDir, 'pki');
}

/** Written aside and renamed, so that nobody ever reads half a file. */
export async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, content, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

export async function readIssuer(dir: string, name: string): Promise<Issuer | null> {
  if (!existsSync(path.join(dir, `${name}.key.pem`))) return null;
  return {
    certificate: readCertificate(await readFile(path.join(dir, `${name}.crt.pem`))),
    key: createPrivateKey(await readFile(path.join(dir, `${name}.key.pem`))),
  };
}

/** Makes a self-signed authority and keeps it. */
export async function makeAuthority(
  ctx: Context,
  dir: string,
  name: string,
  subject: Owner,
  validity: Validity,
): Promise<Issuer> {
  const { publicKey, privateKey } = await makeKeyPair('rsa');
  const certificate = issueCertificate({
    subject,
    issuer: { self: privateKey },
    publicKey,
    ...validity,
    serial: newSerial(ctx),
    ca: { pathLength: 0 },
  });
  await writeWhole(path.join(dir, `${name}.crt.pem`), certificatePem(certificate));
  await writeWhole(path.join(dir, `${name}.key.pem`), privateKeyPem(privateKey));
  return { certificate, key: privateKey };
}

/** Issues a certificate for a fresh key and keeps certificate, key and container (password `demo`) under `name`. */
export async function makeKey(
  ctx: Context,
  dir: string,
  name: KeyName,
  { kind, subject, issuer, validity }: Readonly<{ kind: KeyKind; subject: Owner; issuer: Issuer; validity: Validity }>,
): Promise<Issuer> {
  const { publicKey, privateKey } = await makeKeyPair(kind);
  const certificate = issueCertificate({ subject, issuer, publicKey, ...validity, serial: newSerial(ctx) });
  const container = makePkcs12({
    key: privateKey,
    certificate,
    chain: [issuer.certificate],
    password: containerPassword,
  });
  await writeWhole(path.join(dir, `${name}.p12`), container);
  await writeWhole(path.join(dir, `${name}.key.pem`), privateKeyPem(privateKey));
  await writeWhole(path.join(dir, `${name}.crt.pem`), certificatePem(certificate));
  return { certificate, key: privateKey };
}

/** Publishes the list of revoked certificates for the next ninety days; its number is the time, so it always grows. */
export async function publishCrl(ctx: Context, issuer: Issuer, revoked: readonly bigint[]): Promise<void> {
  const now = ctx.clock.now();
  const list = issueCrl({
    issuer,
    number: BigInt(now),
    thisUpdate: now - day,
    nextUpdate: now + 90 * day,
    revoked: revoked.map((serial) => ({ serial, at: now - day, reason: 'keyCompromise' as const })),
  });
  await writeWhole(path.join(ctx.config.portal.trustDir, 'ca.crl'), crlPem(list));
}

function newSerial(ctx: Context): bigint {
  return BigInt(`0x01${ctx.random.bytes(15).toString('hex')}`);
}
