import type { KeyObject } from 'node:crypto';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { SignPdf } from '@signpdf/signpdf';
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';
import { signCms } from '../cms/sign.ts';
import type { Certificate } from '../x509/certificate.ts';

export type PdfSignRequest = Readonly<{
  /** A complete file with a classic cross-reference table, as pdfkit writes it. */
  pdf: Buffer;
  certificate: Certificate;
  key: KeyObject;
  chain: readonly Certificate[];
  /** The time of signing to be shown, UTC milliseconds. */
  at: number;
  reason: string;
  name: string;
  location: string;
}>;

/** Octets of a signature besides the certificates: attributes, names, the signature itself, with room to spare. */
const SPARE = 4_096;

/**
 * Signs a PDF by PAdES baseline B (ETSI EN 319 142-1): an invisible signature field in an incremental update, over the whole file.
 * Throws SIG-ALGORITHM for a key that we do not sign with, SignPdfError for a file that is built differently.
 */
export async function signPdf(request: PdfSignRequest): Promise<Buffer> {
  const prepared = addPlaceholder(request);
  return new SignPdf().sign(prepared, new CmsSigner(request));
}

/** What @signpdf asks for the signature, given the octets to be signed. */
class CmsSigner extends Signer {
  readonly #request: PdfSignRequest;

  constructor(request: PdfSignRequest) {
    super();
    this.#request = request;
  }

  /** Without signing time: PAdES keeps it in the dictionary (EN 319 142-1 section 6.3). */
  override async sign(content: Buffer): Promise<Buffer> {
    const { certificate, key, chain } = this.#request;
    return signCms({ content, certificate, key, chain, at: null, detached: true });
  }
}

/**
 * The library spoils letters beyond Latin-1 and lets `<<` through into the file's structure. So it gets fillers, as long as the
 * real texts in hexadecimal UTF-16 will be, and these are put in their place before anything is signed.
 */
function addPlaceholder({ pdf, certificate, chain, at, reason, name, location }: PdfSignRequest): Buffer {
  const prepared = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason: filler(reason),
    name: filler(name),
    location: filler(location),
    contactInfo: '',
    signingTime: new Date(at),
    signatureLength: [certificate, ...chain].reduce((sum, { raw }) => sum + raw.length, SPARE),
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
  });
  for (const [key, text] of Object.entries({ Reason: reason, Name: name, Location: location })) {
    const place = prepared.lastIndexOf(`/${key} (${filler(text)})`);
    prepared.write(`/${key} <${hexText(text)}>`, place, 'latin1');
  }
  return prepared;
}

/** A PDF text string (ISO 32000-2 section 7.9.2.2): UTF-16 big-endian behind its mark. */
function hexText(text: string): string {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex').toUpperCase();
}

function filler(text: string): string {
  return '-'.repeat(hexText(text).length);
}
