import { certificateReferencesOf } from '../cms/attributes.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { certificateOf, Content, cryptographicFault } from '../cms/signer.ts';
import { digest } from '../digests.ts';
import { PkiError, type SignatureCode } from '../failure.ts';
import { oids } from '../oids.ts';
import { judgePath, type TrustStore } from '../path/judge.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readTimeStampInfo } from './info.ts';

/** Either what a time stamp proves, or why it proves nothing. */
export type TokenVerdict =
  | Readonly<{ code: null; at: number; authority: Certificate }>
  | Readonly<{ code: SignatureCode; authority?: Certificate }>;

/**
 * Judges a time stamp token (RFC 3161 section 2.4.2; EN 319 102-1 section 5.4) over `data` as of `now`, UTC milliseconds: one signer, whose
 * certificate is named in the token, is for time stamps only, and holds at present. Never throws for what a token holds.
 */
export function judgeToken(token: Buffer, data: Buffer, trust: TrustStore, now: number): TokenVerdict {
  try {
    return judge(token, data, trust, now);
  } catch (error) {
    if (error instanceof PkiError) return { code: error.code };
    throw error;
  }
}

function judge(token: Buffer, data: Buffer, trust: TrustStore, now: number): TokenVerdict {
  const signed = parseSignedData(token);
  const [signer, another] = signed.signers;
  if (signed.contentType !== oids.timeStampInfo || !signed.content || !signer || another)
    return { code: 'SIG-DAMAGED' };
  const authority = certificateOf(signer, signed.certificates);
  const isNamed = signer.signedAttributes && certificateReferencesOf(signer.signedAttributes).length > 0;
  if (!authority || !isNamed) return { code: 'SIG-NOT-FOUND' };
  const info = readTimeStampInfo(signed.content);
  if (!info.digest.equals(digest(info.hash, data))) return { code: 'SIG-DIGEST', authority };
  const fault = cryptographicFault(signer, authority, signed, new Content(signed.content));
  if (fault) return { code: fault, authority };
  if (info.at > now) return { code: 'SIG-NOT-YET', authority };
  const conditions = { at: now, now, purpose: 'time-stamps', policies: {} } as const;
  const { code } = judgePath(authority, signed.certificates, trust, conditions);
  return code === null ? { code, at: info.at, authority } : { code, authority };
}
