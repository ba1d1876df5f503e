import { verifySignature } from '../cms/verify.ts';
import { endOfElement } from '../der/element.ts';
import { damaged, PkiError } from '../failure.ts';
import type { TrustStore } from '../path/judge.ts';
import { refused, type Verdict } from '../verdict.ts';
import { readSignedRange } from './signed-range.ts';

/**
 * Judges a PDF signature with a detached CMS (adbe.pkcs7.detached, ETSI.CAdES.detached) as `verifySignature` does, and demands
 * that it covers the whole file. Never throws: a file that is no PDF at all is SIG-ABSENT.
 */
export function verifyPdf({ pdf, trust, at }: { pdf: Buffer; trust: TrustStore; at: number }): Verdict {
  try {
    const { content, contents } = readSignedRange(pdf);
    return verifySignature({ signature: withoutPadding(contents), content, trust, at });
  } catch (error) {
    return refused(error instanceof PkiError ? error.code : 'SIG-DAMAGED');
  }
}

/** The space kept for the signature is filled up with zeros; anything else behind it would be hidden freight. */
function withoutPadding(contents: Buffer): Buffer {
  const end = endOfElement(contents);
  if (contents.subarray(end).some((octet) => octet !== 0)) throw damaged('bytes hidden behind the signature');
  return contents.subarray(0, end);
}
