import { randomBytes, type KeyObject } from 'node:crypto';
import { context, tags } from '../der/tags.ts';
import { element, integer, nothing, octetString, oid, sequence, setOf, text } from '../der/write.ts';
import { oids } from '../oids.ts';
import { digest } from '../digests.ts';
import type { Certificate } from '../x509/certificate.ts';
import { integrityOf } from './integrity.ts';

const ITERATIONS = 10_000;

/**
 * A .p12 container (RFC 7292) with one key, its certificate and the chain: the key under PBES2 with AES-256, the whole under
 * HMAC-SHA-256, both made of the password; the certificates, which are public, stand open. Any kind of key that Node exports.
 */
export function makePkcs12({
  key,
  certificate,
  chain,
  password,
}: {
  key: KeyObject;
  certificate: Certificate;
  chain: readonly Certificate[];
  password: string;
}): Buffer {
  const keyId = digest('sha256', certificate.raw).subarray(0, 20);
  const own = [attribute(oids.localKeyId, octetString(keyId))];
  const name = certificate.owner.commonName;
  if (name) own.push(attribute(oids.friendlyName, text(name, tags.bmpString)));
  const shrouded = key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password });
  const bags = [
    bag(oids.shroudedKeyBag, shrouded, own),
    bag(oids.certificateBag, certificateBag(certificate), own),
    ...chain.map((issuer) => bag(oids.certificateBag, certificateBag(issuer), [])),
  ];
  const safe = sequence(dataContent(sequence(...bags)));
  return sequence(integer(3), dataContent(safe), macData(safe, password));
}

function dataContent(content: Buffer): Buffer {
  return sequence(oid(oids.data), element(context(0), octetString(content)));
}

function bag(type: string, value: Buffer, attributes: readonly Buffer[]): Buffer {
  return sequence(oid(type), element(context(0), value), ...(attributes.length > 0 ? [setOf(...attributes)] : []));
}

function certificateBag({ raw }: Certificate): Buffer {
  return sequence(oid(oids.x509Certificate), element(context(0), octetString(raw)));
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf(value));
}

function macData(safe: Buffer, password: string): Buffer {
  const salt = randomBytes(16);
  const mac = integrityOf(safe, { hash: 'sha256', password, salt, iterations: ITERATIONS });
  return sequence(
    sequence(sequence(oid(oids.sha256), nothing()), octetString(mac)),
    octetString(salt),
    integer(ITERATIONS),
  );
}
