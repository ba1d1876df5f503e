import { generateKeyPairSync } from 'node:crypto';
import * as der from '../../src/pki/der/write.ts';
import { context, tags } from '../../src/pki/der/tags.ts';
import { issueCertificate, oids, signCms, type Certificate, type Issuer } from '../../src/pki/index.ts';
import { anna, keyPair, MOMENT, testPki } from '../support/pki.ts';
import { craft, craftSigner, sha256Id } from './crafted-cms.ts';
import { lastChild } from './last-child.ts';

/** What somebody may hand in instead of a signature, or of a signed PDF. */
export type HostileFile = Readonly<{ name: string; kind: 'signature' | 'pdf'; bytes: Buffer }>;

const MEGABYTE = 1_048_576;
const YEAR = 365 * 86_400_000;
/** What the hostile signatures say that they sign. */
export const claimedContent = Buffer.from('Прошу выдать архивную справку');
const content = claimedContent;

/** Files that are made to cost: bombs, deep nesting, giant lengths, loops, swarms. All at most as large as an upload may be. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const signature = (name: string, bytes: Buffer) => ({ name, kind: 'signature', bytes }) as const;
  const pdf = (name: string, bytes: Buffer) => ({ name, kind: 'pdf', bytes }) as const;
  return [
    signature('a megabyte of nothing', Buffer.alloc(MEGABYTE)),
    signature('a megabyte of noise', Buffer.alloc(MEGABYTE, streamOf(4_099))),
    signature('half a million sequences inside each other', Buffer.alloc(MEGABYTE, Buffer.from([0x30, 0x80]))),
    signature('the same with lengths', nested(60_000)),
    signature('a length of four gigabytes', Buffer.from('3084ffffffff0609', 'hex')),
    signature('a length of 2⁴⁸ octets', Buffer.from('3086ffffffffffff', 'hex')),
    signature('half a million elements', der.sequence(Buffer.alloc(MEGABYTE, der.nothing()))),
    signature('a content in a hundred thousand pieces', inPieces(100_000)),
    signature('a content in pieces of pieces of pieces', inPiecesOfPieces()),
    signature('a number of a million digits', der.sequence(der.element(tags.integer, Buffer.alloc(MEGABYTE, 0x7f)))),
    signature('thousands of beginnings without an end', Buffer.alloc(MEGABYTE, '-----BEGIN CMS-----\nMIIB')),
    signature('base64 of nothing but spaces', Buffer.alloc(MEGABYTE, ' \n')),
    signature('a hundred authorities in circles', await inCircles()),
    signature('a hundred certificates with keys of 16,384 bits', withGiantKeys()),
    signature('a name that swells when it is compared', await withSwellingName()),
    signature('sixteen signers', await withManySigners(16)),
    signature('a thousand signers', await withManySigners(1_000)),
    signature('a million time stamps', await withManyStamps()),
    signature(
      'four signers whose certificates name twenty-six thousand policies each',
      await withSwollenCertificates(),
    ),
    pdf(
      'ten megabytes of byte ranges',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10 * MEGABYTE, '/ByteRange [0 ')]),
    ),
    pdf(
      'a byte range of ten megabytes of spaces',
      Buffer.concat([Buffer.from('%PDF-1.7\n/ByteRange ['), Buffer.alloc(10 * MEGABYTE, ' ')]),
    ),
    pdf('a signature of two million digits', pdfWithHole(1_900_000)),
    pdf('a signature of twenty million digits', pdfWithHole(20_000_000)),
    pdf('a PDF around half a million sequences', pdfAround(Buffer.alloc(900_000, Buffer.from([0x30, 0x80])))),
  ];
}

/** A sound signature over any content; the largest documents are judged with it. */
export async function soundSignature(document: Buffer): Promise<Buffer> {
  const { identity } = await testPki();
  return signCms({ content: document, ...(await identity('good', anna, 'p256')), at: MOMENT, detached: true });
}

function streamOf(length: number): Buffer {
  let state = 12_345;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state >> 16;
    }),
  );
}

/** From the inside out: each header tells the length of all that it holds. */
function nested(depth: number): Buffer {
  let length = 0;
  const headers: Buffer[] = [];
  for (let level = 0; level < depth; level += 1) {
    const octets =
      length < 0x80 ? [] : [24, 16, 8, 0].map((shift) => (length >> shift) & 0xff).slice(length < 0x10000 ? 2 : 1);
    const trimmed = octets[0] === 0 ? octets.slice(1) : octets;
    const header = Buffer.from([0x30, ...(length < 0x80 ? [length] : [0x80 | trimmed.length, ...trimmed])]);
    headers.push(header);
    length += header.length;
  }
  return Buffer.concat(headers.toReversed());
}

function signedDataWith(encapsulated: Buffer): Buffer {
  const body = der.sequence(der.integer(1), der.setOf(sha256Id), encapsulated, der.setOf());
  return der.sequence(der.oid(oids.signedData), der.element(context(0), body));
}

function inPieces(count: number): Buffer {
  const pieces = Buffer.alloc(count * 3, der.octetString(Buffer.from([7])));
  return signedDataWith(der.sequence(der.oid(oids.data), der.element(context(0), der.element(0x24, pieces))));
}

function inPiecesOfPieces(): Buffer {
  let piece = der.octetString(Buffer.alloc(100, 7));
  for (let depth = 0; depth < 40; depth += 1)
    piece = der.element(0x24, piece, piece.length < 200_000 ? piece : Buffer.alloc(0));
  return signedDataWith(der.sequence(der.oid(oids.data), der.element(context(0), piece)));
}

async function bundle(certificates: readonly Certificate[], identity?: Issuer): Promise<Buffer> {
  const world = await testPki();
  const signer = identity ? { ...identity, chain: [] } : await world.identity('unknown-issuer', anna, 'p256');
  return craft({
    content,
    identity: signer,
    certificates: [signer.certificate, ...certificates].map(({ raw }) => raw),
  });
}

/** Each of ten authorities has issued each other one, and the last the signer. */
async function inCircles(): Promise<Buffer> {
  const { publicKey, privateKey } = await keyPair('authority', 'p256');
  const names = Array.from({ length: 10 }, (_, index) => `Круг ${index}`);
  let serial = 1n;
  const made = names.flatMap((issuerName) =>
    names.map((commonName) => {
      serial += 1n;
      const maker = selfSigned(issuerName, privateKey, publicKey);
      return certificate({ commonName }, { certificate: maker, key: privateKey }, publicKey, serial, true);
    }),
  );
  const last = { certificate: made[0] ?? selfSigned('Круг', privateKey, publicKey), key: privateKey };
  const person = await keyPair('person', 'p256');
  const signer = certificate(anna, last, person.publicKey, 9_999n, false);
  return bundle(made.slice(0, 99), { certificate: signer, key: person.privateKey });
}

function certificate(
  subject: Parameters<typeof issueCertificate>[0]['subject'],
  issuer: Issuer,
  publicKey: Parameters<typeof issueCertificate>[0]['publicKey'],
  serial: bigint,
  ca: boolean,
): Certificate {
  const validity = { notBefore: MOMENT - YEAR, notAfter: MOMENT + YEAR };
  return issueCertificate({ subject, issuer, publicKey, serial, ...validity, ...(ca && { ca: {} }) });
}

function selfSigned(commonName: string, self: Issuer['key'], publicKey: Issuer['key']): Certificate {
  const validity = { notBefore: MOMENT - YEAR, notAfter: MOMENT + YEAR };
  return issueCertificate({ subject: { commonName }, issuer: { self }, publicKey, serial: 1n, ...validity, ca: {} });
}

/** No such key is made in a lifetime of patience: the number is odd and large, and that is all. */
function withGiantKeys(): Buffer {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const modulus = der.element(tags.integer, Buffer.concat([Buffer.from([0]), Buffer.alloc(2_048, 0xff)]));
  const spki = der.sequence(
    der.sequence(der.oid(oids.rsaEncryption), der.nothing()),
    der.bitString(der.sequence(modulus, der.integer(65_537))),
  );
  const publicKey = { export: () => spki } as unknown as Issuer['key'];
  const chain = Array.from({ length: 90 }, (_, index) =>
    issueCertificate({
      subject: { commonName: 'Великан' },
      issuer: { self: privateKey },
      publicKey,
      serial: BigInt(index + 1),
      notBefore: MOMENT - YEAR,
      notAfter: MOMENT + YEAR,
      ca: {},
    }),
  );
  const [first, ...others] = chain;
  if (!first) throw new Error('no certificate');
  return craft({ content, identity: { certificate: first, key: privateKey, chain: others } });
}

/** U+FDFA is eighteen letters long once it is brought into compatible form. */
async function withSwellingName(): Promise<Buffer> {
  const { publicKey, privateKey } = await keyPair('person', 'p256');
  const swelling = selfSigned('ﷺ'.repeat(1_300), privateKey, publicKey);
  return bundle(
    Array.from({ length: 10 }, () => swelling),
    { certificate: swelling, key: privateKey },
  );
}

async function withManySigners(count: number): Promise<Buffer> {
  const { identity } = await testPki();
  const signer = await identity('unknown-issuer', anna, 'p256');
  const one = craft({ content, identity: signer });
  const info = lastChild(lastChild(lastChild(lastChild(one))));
  return craft({ content, identity: signer, moreSigners: Array.from({ length: count - 1 }, () => info) });
}

async function withManyStamps(): Promise<Buffer> {
  const { identity } = await testPki();
  const signer = await identity('unknown-issuer', anna, 'p256');
  const stamp = der.sequence(
    der.oid(oids.signatureTimeStamp),
    der.element(tags.set, Buffer.alloc(60_000, der.sequence())),
  );
  return craft({ content, identity: signer, unsigned: [stamp] });
}

/** As large as a certificate may be, and as many of them as fit into an upload. */
async function withSwollenCertificates(): Promise<Buffer> {
  const { publicKey, privateKey } = await keyPair('person', 'p256');
  const policies = Array.from({ length: 26_000 }, (_, number) => der.sequence(der.oid(`1.2.${number}`)));
  const swollen = { id: oids.certificatePolicies, critical: false, value: der.sequence(...policies) };
  const [first, ...others] = [1n, 2n, 3n, 4n].map((serial) => ({
    certificate: issueCertificate({
      subject: anna,
      issuer: { self: privateKey },
      publicKey,
      serial,
      notBefore: MOMENT - YEAR,
      notAfter: MOMENT + YEAR,
      extensions: [swollen],
    }),
    key: privateKey,
    chain: [],
  }));
  if (!first) throw new Error('no certificate');
  const certificates = [first, ...others].map(({ certificate: { raw } }) => raw);
  const moreSigners = others.map((identity) => craftSigner({ content, identity }));
  return craft({ content, identity: first, certificates, moreSigners });
}

function pdfWithHole(digits: number): Buffer {
  return pdfAround(Buffer.alloc(digits / 2));
}

function pdfAround(signature: Buffer): Buffer {
  const hole = `<${signature.toString('hex')}>`;
  const template = (from: string, to: string, rest: string) =>
    `%PDF-1.7\n<< /ByteRange [0 ${from} ${to} ${rest}] /Contents `;
  const pad = (value: number) => String(value).padStart(10, '0');
  const head = template(pad(0), pad(0), pad(0)).length;
  const tail = ' >>\n%%EOF\n';
  return Buffer.from(template(pad(head), pad(head + hole.length), pad(tail.length)) + hole + tail, 'latin1');
}
