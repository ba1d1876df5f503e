import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../context.ts';
import { readCertificates, readCrl, type Certificate, type Crl, type TrustStore } from '../../pki/index.ts';
import { minute } from '../../platform/values/durations.ts';

/** Operators put new lists of revoked certificates into the folder while the portal runs. */
const keptFor = minute;

const known = new Map<string, { readAt: number; store: Promise<TrustStore> }>();

/** Whom the portal believes: the certificates (`*.crt`, `*.pem`, `*.cer`) and revocation lists (`*.crl`) of `TRUST_DIR`, read anew every minute. */
export function trustStore({ config, clock, log }: Pick<Context, 'config' | 'clock' | 'log'>): Promise<TrustStore> {
  const dir = config.portal.trustDir;
  const now = clock.now();
  const kept = known.get(dir);
  if (kept !== undefined && Math.abs(now - kept.readAt) < keptFor) return kept.store;
  const store = readFolder(dir, log);
  known.set(dir, { readAt: now, store });
  // A folder that cannot be read is tried again at the next question.
  store.catch(() => known.delete(dir));
  return store;
}

async function readFolder(dir: string, log: Context['log']): Promise<TrustStore> {
  const certificates: Certificate[] = [];
  const crls: Crl[] = [];
  for (const name of await readdir(dir)) {
    const file = path.join(dir, name);
    try {
      if (/\.(crt|pem|cer|p7b)$/i.test(name)) certificates.push(...readCertificates(await readFile(file)));
      if (/\.crl$/i.test(name)) crls.push(readCrl(await readFile(file)));
    } catch (error) {
      log.error({ err: error, file: name }, 'trust folder: file could not be read');
    }
  }
  const isRoot = ({ issuer, subject }: Certificate) => issuer.raw.equals(subject.raw);
  return { anchors: certificates.filter(isRoot), intermediates: certificates.filter((one) => !isRoot(one)), crls };
}
