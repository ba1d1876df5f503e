import { readDer } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { readCount } from '../der/values.ts';
import { boolean, integer, octetString, sequence } from '../der/write.ts';
import { digest, type Hash } from '../digests.ts';
import { damaged } from '../failure.ts';
import { digestAlgorithm } from '../signing.ts';

/** TimeStampReq (RFC 3161 section 2.4.1) for `data`, asking for the authority's certificate; the nonce makes the answer ours. */
export function timeStampRequest({ data, hash, nonce }: { data: Buffer; hash: Hash; nonce: bigint }): Buffer {
  const imprint = sequence(digestAlgorithm(hash), octetString(digest(hash, data)));
  return sequence(integer(1), imprint, integer(nonce), boolean(true));
}

/** PKIStatus: granted, or granted with changes. */
const GRANTED = 1;

/**
 * The token out of a TimeStampResp (RFC 3161 section 2.4.2), not verified: `judgeToken` does that. Throws SIG-DAMAGED for a refusal and for
 * anything else.
 */
export function readTimeStampResponse(bytes: Buffer): Buffer {
  const fields = new Fields(readDer(bytes));
  const status = readCount(new Fields(fields.next()).next());
  const token = fields.maybe(tags.sequence);
  fields.end();
  if (status > GRANTED || !token) throw damaged('no time stamp was granted');
  return token.raw;
}
