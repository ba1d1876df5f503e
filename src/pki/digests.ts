import { createHash } from 'node:crypto';
import { streebog } from './gost/streebog.ts';

/** The digests that a signature may stand on; SHA-1 and MD5 are broken and never among them. */
export type Hash = 'sha256' | 'sha384' | 'sha512' | 'streebog256' | 'streebog512';

/** The digest of `data`; SHA-1 only where an old attribute names a certificate by it. */
export function digest(hash: Hash | 'sha1', data: Buffer): Buffer {
  if (hash === 'streebog256') return streebog(256, data);
  if (hash === 'streebog512') return streebog(512, data);
  return createHash(hash).update(data).digest();
}
