import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask } from './openssl.ts';
import type { Yield } from './walk.ts';

/** What is left in the folder of `--keep`, by file name. */
function filesOf({ result, receipt, signed, signature, key }: Yield): Record<string, Buffer> {
  return {
    'result.pdf': result.bytes,
    'receipt.pdf': receipt.bytes,
    'signed.pdf': signed.bytes,
    'signature.sig': signature,
    'own-rsa.crt.pem': key.certificate.bytes,
    'ca.crt.pem': key.authority.bytes,
  };
}

/**
 * Leaves the papers of the journey in a folder and has them judged by tools that are not ours. Gives a line for each judgement;
 * throws when one of them finds a signature wrong.
 */
export async function prove(papers: Yield, keep: string | undefined): Promise<string[]> {
  const dir = keep ?? (await mkdtemp(path.join(tmpdir(), 'kabinet-journey-')));
  try {
    await mkdir(dir, { recursive: true });
    for (const [name, bytes] of Object.entries(filesOf(papers))) await writeFile(path.join(dir, name), bytes);
    return [await provePdf(path.join(dir, 'result.pdf')), await proveCms(dir)];
  } finally {
    if (keep === undefined) await rm(dir, { recursive: true, force: true });
  }
}

async function provePdf(file: string): Promise<string> {
  const answer = await ask('pdfsig', [file]);
  if (answer === null) return 'skipped: pdfsig is not installed';
  if (!answer.text.includes('Signature is Valid.'))
    throw new Error(`pdfsig finds the result's signature wrong: ${answer.text}`);
  return 'pdfsig: the signature of the result is valid';
}

async function proveCms(dir: string): Promise<string> {
  const file = (name: string) => path.join(dir, name);
  const input = ['-inform', 'DER', '-in', file('signature.sig'), '-content', file('signed.pdf')];
  const answer = await ask('openssl', [
    'cms',
    '-verify',
    '-binary',
    ...input,
    '-CAfile',
    file('ca.crt.pem'),
    '-out',
    '/dev/null',
  ]);
  if (answer === null) return 'skipped: openssl is not installed';
  if (!answer.ok) throw new Error(`openssl finds the applicant's signature wrong: ${answer.text}`);
  return "openssl: the applicant's signature is valid";
}
