import { context, tags } from '../der/tags.ts';
import { bitString, element, integer, sequence, time } from '../der/write.ts';
import { oids } from '../oids.ts';
import { signingWith } from '../signing.ts';
import { parseCrl, type Crl } from './crl.ts';
import { authorityKey, authorityKeyExtension, extension, type Issuer } from './issue-certificate.ts';

/** Why a certificate was revoked: CRLReason (RFC 5280 section 5.3.1), as far as we give reasons. */
export const revocationReasons = {
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
} as const;

export type Revocation = Readonly<{ serial: bigint; at: number; reason?: keyof typeof revocationReasons }>;

/**
 * Issues a complete revocation list of version 2 by RFC 5280 section 5; times are UTC milliseconds, cut to the second, and
 * `number` has to grow from list to list. Throws SIG-ALGORITHM for a key that we do not sign with.
 */
export function issueCrl(list: {
  issuer: Issuer;
  number: bigint;
  thisUpdate: number;
  nextUpdate: number;
  revoked: readonly Revocation[];
}): Crl {
  const { certificate, key } = list.issuer;
  const signing = signingWith(key);
  const entries = list.revoked.map(entry);
  const body = sequence(
    integer(1),
    signing.algorithm,
    certificate.subject.raw,
    time(list.thisUpdate),
    time(list.nextUpdate),
    // Section 5.1.2.6: a list of nothing is left out.
    ...(entries.length > 0 ? [sequence(Buffer.concat(entries))] : []),
    element(
      context(0),
      sequence(
        authorityKeyExtension(authorityKey(certificate)),
        extension(oids.crlNumber, false, integer(list.number)),
      ),
    ),
  );
  return parseCrl(sequence(body, signing.algorithm, bitString(signing.sign(body))));
}

function entry({ serial, at, reason }: Revocation): Buffer {
  const code = reason && element(tags.enumerated, Buffer.from([revocationReasons[reason]]));
  return sequence(integer(serial), time(at), ...(code ? [sequence(extension(oids.reasonCode, false, code))] : []));
}
