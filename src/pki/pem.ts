import { damaged } from './failure.ts';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SEQUENCE = 0x30;

/** What stands around SignedData: RFC 7468 section 9, the older form of section 8, and GnuPG's name for it. */
export const SIGNED_DATA = ['CMS', 'PKCS7', 'SIGNED MESSAGE'];

/** PEM text (RFC 7468) around DER: lines of 64, `label` as CERTIFICATE, CMS, X509 CRL. */
export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The DER inside each PEM block with one of the labels, in order; text between the blocks is passed over. Throws SIG-DAMAGED. */
export function fromPem(text: string, labels: readonly string[]): Buffer[] {
  const blocks = [...text.matchAll(BLOCK)].filter(([, label = '']) => labels.includes(label));
  return blocks.map(([, , body = '']) => decode(body));
}

/** The single structure in a file that may be DER or BER, PEM with one of the labels, or bare base64. Throws SIG-DAMAGED. */
export function unarmour(file: Buffer, labels: readonly string[]): Buffer {
  if (file[0] === SEQUENCE) return file;
  const text = file.toString('latin1');
  if (!text.includes('-----BEGIN ')) return decode(text);
  const [der, another] = fromPem(text, labels);
  if (!der || another) throw damaged('a file with no such block, or with several');
  return der;
}

function decode(body: string): Buffer {
  const base64 = body.replace(/\s+/g, '');
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) throw damaged('neither DER nor base64');
  return Buffer.from(base64, 'base64');
}
