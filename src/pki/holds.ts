import { constants, verify, type KeyObject } from 'node:crypto';
import type { Scheme } from './algorithms.ts';
import { unsupported } from './failure.ts';
import { holdsByGost } from './gost/key.ts';
import type { PublicKey } from './keys.ts';
import { isOfModulusLength } from './rsa-length.ts';

/** Which kinds of key, by Node's names for them, a scheme goes with. */
const keyKinds: Readonly<Record<Exclude<Scheme['kind'], 'gost'>, readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  ed25519: ['ed25519'],
};

/**
 * Whether `signature` is the key's over `data`. A signature that OpenSSL cannot even look at does not hold.
 * Throws SIG-ALGORITHM when key and scheme do not belong together.
 */
export function holds(scheme: Scheme, key: PublicKey, data: Buffer, signature: Buffer): boolean {
  if (scheme.kind === 'gost') {
    if (!('kind' in key) || scheme.hash !== `streebog${key.curve.bits}`) throw unsupported('a key of another kind');
    return holdsByGost(key, data, signature);
  }
  const fits = !('kind' in key) && keyKinds[scheme.kind].includes(key.asymmetricKeyType ?? '');
  if (!fits) throw unsupported(`a key of another kind than ${scheme.kind}`);
  return isOfModulusLength(key, signature) && holdsByOpenssl(scheme, key, data, signature);
}

function holdsByOpenssl(scheme: Scheme, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  try {
    return verify(scheme.kind === 'ed25519' ? null : scheme.hash, data, { key, ...options(scheme) }, signature);
  } catch {
    return false;
  }
}

function options(scheme: Scheme) {
  if (scheme.kind === 'ecdsa') return { dsaEncoding: 'der' } as const;
  if (scheme.kind === 'rsa') return { padding: constants.RSA_PKCS1_PADDING };
  if (scheme.kind !== 'rsa-pss') return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
}
