import { hashOf, readAlgorithm } from '../algorithms.ts';
import { readDer } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readPreciseTime } from '../der/time.ts';
import { readCount, readInteger, readOctets, readOid } from '../der/values.ts';
import type { Hash } from '../digests.ts';
import { damaged, unsupported } from '../failure.ts';
import { readExtensions } from '../x509/extensions.ts';

/** What a time stamp says (TSTInfo, RFC 3161 section 2.4.2): at this moment, UTC milliseconds, this digest existed. */
export type TimeStampInfo = Readonly<{ at: number; hash: Hash; digest: Buffer; serial: bigint; policy: string }>;

/** Reads TSTInfo; throws SIG-DAMAGED, and SIG-ALGORITHM for a weak digest or a critical extension, of which none is known. */
export function readTimeStampInfo(bytes: Buffer): TimeStampInfo {
  const fields = new Fields(readDer(bytes));
  if (readCount(fields.next()) !== 1) throw damaged('an unknown version of time stamp');
  const policy = readOid(fields.next());
  const imprint = new Fields(fields.next());
  const hash = hashOf(readAlgorithm(imprint.next()));
  const digest = readOctets(imprint.next());
  imprint.end();
  const serial = readInteger(fields.next());
  const at = readPreciseTime(fields.next());
  // Accuracy, ordering, nonce and the authority's name change nothing about when it was.
  for (const tag of [tags.sequence, tags.boolean, tags.integer, context(0)]) fields.maybe(tag);
  const extensions = fields.maybe(context(1));
  fields.end();
  const critical = [...readExtensions(extensions).values()].some((extension) => extension.critical);
  if (critical) throw unsupported('a critical extension of a time stamp');
  return { at, hash, digest, serial, policy };
}
