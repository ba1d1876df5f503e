import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { readAlgorithm, requireNothing } from './algorithms.ts';
import { readDer } from './der/element.ts';
import { Fields } from './der/fields.ts';
import { tags } from './der/tags.ts';
import { readBitOctets, readOid } from './der/values.ts';
import { damaged, unsupported } from './failure.ts';
import { isGost, readGostKey, type GostKey } from './gost/key.ts';
import { oids } from './oids.ts';
import { refuseHybridPoint, refuseWeakPoint } from './weak-points.ts';
import type { Certificate } from './x509/certificate.ts';

/** A key to verify with: Node's own, or GOST, which Node does not know. */
export type PublicKey = KeyObject | GostKey;

export type KeyPair = Readonly<{ publicKey: KeyObject; privateKey: KeyObject }>;

/** The kinds of key that `makeKeyPair` makes; P-256 is what 'ec' means to people. */
export type KeyKind = 'rsa' | 'p256' | 'p384' | 'p521';

const MIN_RSA_BITS = 2048;
/** Verifying with a giant key is slow: an attacker's certificate must not buy seconds of our time. */
const MAX_RSA_BITS = 8192;
const MAX_RSA_EXPONENT = 1n << 32n;

const curves: ReadonlySet<string> = new Set([oids.p256, oids.p384, oids.p521]);

const known = new WeakMap<Certificate, PublicKey>();

/** A fresh pair: RSA of 2048 bits (some 100 ms) or EC. */
export async function makeKeyPair(kind: KeyKind): Promise<KeyPair> {
  const generate = promisify(generateKeyPair);
  return kind === 'rsa'
    ? generate('rsa', { modulusLength: MIN_RSA_BITS })
    : generate('ec', { namedCurve: kind.replace('p', 'P-') });
}

/**
 * The certificate's public key: RSA of 2048 bits and more, EC on P-256, P-384, P-521, Ed25519, GOST R 34.10-2012.
 * Throws SIG-ALGORITHM for any other key, SIG-DAMAGED when the octets are not a key at all.
 */
export function publicKeyOf(certificate: Certificate): PublicKey {
  const cached = known.get(certificate);
  if (cached) return cached;
  const key = readPublicKey(certificate.spki);
  known.set(certificate, key);
  return key;
}

/** The octets of subjectPublicKey, over which key identifiers are made (RFC 5280 section 4.2.1.2). Throws SIG-DAMAGED. */
export function subjectPublicKey(spki: Buffer): Buffer {
  const fields = new Fields(readDer(spki));
  fields.next(tags.sequence);
  const octets = readBitOctets(fields.next());
  fields.end();
  return octets;
}

function readPublicKey(spki: Buffer): PublicKey {
  const octets = subjectPublicKey(spki);
  const algorithm = readAlgorithm(new Fields(readDer(spki)).next());
  const { id, parameters } = algorithm;
  if (isGost(algorithm)) return readGostKey(algorithm, octets);
  // Only named curves: explicit parameters have been used to slip in a generator of the attacker's choice (CVE-2020-0601).
  const ec = id === oids.ecPublicKey && parameters?.tag === tags.oid && curves.has(readOid(parameters));
  const rsa = id === oids.rsaEncryption || id === oids.rsassaPss;
  if (!ec && !rsa && id !== oids.ed25519) throw unsupported(`key ${id}`);
  const key = importKey(spki);
  if (rsa) checkRsa(key);
  if (id === oids.ed25519) refuseWeakPoint(octets);
  if (ec) refuseHybridPoint(octets);
  return key;
}

/**
 * Node's key of a SubjectPublicKeyInfo, written in the one way in which it can be: OpenSSL passes over parameters that do not belong (RFC 3279
 * section 2.3.1, RFC 8410 section 3), octets behind the key, and the sign of its numbers. Throws SIG-DAMAGED.
 */
export function importKey(spki: Buffer): KeyObject {
  const algorithm = readAlgorithm(new Fields(readDer(spki)).next());
  if (algorithm.id === oids.rsaEncryption) requireNothing(algorithm, 'absent or NULL');
  if (algorithm.id === oids.ed25519) requireNothing(algorithm, 'absent');
  const key = readByOpenssl(spki);
  const again = subjectPublicKey(key.export({ type: 'spki', format: 'der' }));
  if (!again.equals(subjectPublicKey(spki))) throw damaged('a public key in another form than its own');
  return key;
}

function readByOpenssl(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    throw damaged('a public key that is none');
  }
}

function checkRsa(key: KeyObject): void {
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) throw unsupported(`RSA of ${bits} bits`);
  const usual = exponent >= 3n && exponent <= MAX_RSA_EXPONENT && exponent % 2n === 1n;
  if (!usual) throw unsupported('an unusual RSA exponent');
}
