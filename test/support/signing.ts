import { createPrivateKey } from 'node:crypto';
import { readCertificate, signCms } from '../../src/pki/index.ts';
import type { World } from '../journey/world.ts';

/** Signs with our own library, for machines without openssl; the portal's clock says when. */
export function signWithLibrary(now: () => number): World['sign'] {
  return async (content, { key, certificate, authority }) =>
    signCms({
      content,
      certificate: readCertificate(certificate.bytes),
      key: createPrivateKey(key.bytes),
      chain: [readCertificate(authority.bytes)],
      at: now(),
      detached: true,
    });
}
