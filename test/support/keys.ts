import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCertificate, signCms } from '../../src/pki/index.ts';
import type { TestApp } from './app.ts';

/** A detached signature over these bytes, made with a key of the demo: `anna-rsa`, `romashka-ec`, `anna-expired`… */
export async function signAs({ ctx }: Pick<TestApp, 'ctx'>, keyName: string, content: Buffer): Promise<Buffer> {
  const folder = path.join(ctx.config.dataDir, 'pki');
  const read = (file: string) => readFile(path.join(folder, file));
  return signCms({
    content,
    certificate: readCertificate(await read(`keys/${keyName}.crt.pem`)),
    key: createPrivateKey(await read(`keys/${keyName}.key.pem`)),
    chain: [readCertificate(await read('ca.crt.pem'))],
    at: ctx.clock.now(),
    detached: true,
  });
}
