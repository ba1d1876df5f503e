import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readAlgorithm } from '../algorithms.ts';
import { readBer, readDer, type Element } from '../der/element.ts';
import { Fields, only } from '../der/fields.ts';
import { context } from '../der/tags.ts';
import { readCount, readOctets, readOid } from '../der/values.ts';
import { damaged, PkiError, unsupported } from '../failure.ts';
import { publicKeyOf } from '../keys.ts';
import { oids } from '../oids.ts';
import { parseCertificate, type Certificate } from '../x509/certificate.ts';
import { decrypt } from './decrypt.ts';
import { isIntact } from './integrity.ts';

/** What a container holds: a key, its certificate, and certificates of authorities that came along. */
export type Opened = Readonly<{ key: KeyObject; certificate: Certificate; chain: readonly Certificate[] }>;

/** The password is not the container's, or somebody changed it. */
export class WrongPassword extends Error {}

/** A certificate with its chain and a key: anything larger is none of ours. */
const MAX_OCTETS = 1_048_576;
const MAX_BAGS = 100;

/**
 * Opens a .p12 container (RFC 7292; DER or BER) with one key that signs: RSA, EC or Ed25519. The password is tried on its integrity first.
 * Throws WrongPassword, SIG-DAMAGED, SIG-ALGORITHM for schemes and keys that are not known here, SIG-NOT-FOUND when the key has no certificate.
 */
export async function openPkcs12(file: Buffer, password: string): Promise<Opened> {
  if (file.length > MAX_OCTETS) throw damaged('a container beyond all measure');
  const safe = authenticatedSafe(file, password);
  const keys: KeyObject[] = [];
  const certificates: Certificate[] = [];
  for (const { type, value } of await bagsOf(safe, password)) {
    if (type === oids.keyBag) keys.push(importKey(value.raw));
    if (type === oids.shroudedKeyBag) keys.push(importKey(await unshroud(value, password)));
    if (type === oids.certificateBag) certificates.push(readCertificateBag(value));
  }
  const [key, another] = keys;
  if (!key || another) throw damaged('a container with no key, or with several');
  const certificate = certificates.find((candidate) => belongs(key, candidate));
  if (!certificate) throw new PkiError('SIG-NOT-FOUND', 'a key without its certificate');
  return { key, certificate, chain: certificates.filter((other) => other !== certificate) };
}

/** PFX: the content whose integrity the password proves (section 4). */
function authenticatedSafe(file: Buffer, password: string): Buffer {
  const fields = new Fields(readBer(file));
  if (readCount(fields.next()) !== 3) throw damaged('an unknown version of container');
  const safe = readData(fields.next());
  const mac = fields.next();
  fields.end();
  if (!isIntact(safe, mac, password)) throw new WrongPassword('the password does not fit');
  return safe;
}

type Bag = Readonly<{ type: string; value: Element }>;

async function bagsOf(safe: Buffer, password: string): Promise<Bag[]> {
  const bags: Bag[] = [];
  for (const content of readBer(safe).children) {
    const octets = await contentOf(content, password);
    for (const bag of readBer(octets).children) {
      const fields = new Fields(bag);
      bags.push({ type: readOid(fields.next()), value: only(fields.next(context(0))) });
    }
    if (bags.length > MAX_BAGS) throw damaged('too many bags');
  }
  return bags;
}

async function contentOf(content: Element, password: string): Promise<Buffer> {
  const [type] = content.children;
  if (type && readOid(type) === oids.data) return readData(content);
  const fields = new Fields(content);
  if (readOid(fields.next()) !== oids.encryptedData) throw unsupported('a container for a public key');
  const encrypted = new Fields(only(fields.next(context(0))));
  encrypted.next();
  const info = new Fields(encrypted.next());
  info.next();
  const algorithm = readAlgorithm(info.next());
  const octets = joined(info.next(context(0, 'primitive'), context(0)));
  return readable(() => decrypt(algorithm, octets, password));
}

/** EncryptedPrivateKeyInfo (RFC 5958 section 3). */
async function unshroud(value: Element, password: string): Promise<Buffer> {
  const fields = new Fields(value);
  const [algorithm, octets] = [readAlgorithm(fields.next()), readOctets(fields.next())];
  return readable(() => decrypt(algorithm, octets, password));
}

function readData(content: Element): Buffer {
  const fields = new Fields(content);
  if (readOid(fields.next()) !== oids.data) throw unsupported('a container with a signature');
  return readOctets(only(fields.next(context(0))));
}

function readCertificateBag(value: Element): Certificate {
  const fields = new Fields(value);
  if (readOid(fields.next()) !== oids.x509Certificate) throw unsupported('a certificate of another kind');
  return parseCertificate(readDer(readOctets(only(fields.next(context(0))))).raw);
}

/** An implicit OCTET STRING, whole or in pieces. */
function joined(element: Element): Buffer {
  return element.constructed ? Buffer.concat(element.children.map(readOctets)) : element.content;
}

async function readable(work: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PkiError) throw error;
    throw damaged('octets that the password does not open');
  }
}

function importKey(pkcs8: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch {
    throw unsupported('a private key of an unknown kind');
  }
}

function belongs(key: KeyObject, certificate: Certificate): boolean {
  try {
    const own = publicKeyOf(certificate);
    return !('kind' in own) && createPublicKey(key).equals(own);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
