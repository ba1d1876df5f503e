import type { SignerInfo } from '../cms/signed-data.ts';
import { oids } from '../oids.ts';
import type { TrustStore } from '../path/judge.ts';
import type { Certificate } from '../x509/certificate.ts';
import { judgeToken } from './token.ts';

/** When a signature is proven to have existed, UTC milliseconds, and by whom. */
export type Stamp = Readonly<{ at: number; authority: Certificate }>;

/** Honest signatures carry one or two. */
const MAX_STAMPS = 8;

/**
 * The earliest moment that a signature's time stamps prove (CAdES-T, ETSI EN 319 122-1 section 5.3), as of `now`. A stamp that does not hold
 * proves nothing and spoils nothing: the signature is judged as if it were not there.
 */
export function earliestStamp(
  { unsignedAttributes, signature }: SignerInfo,
  trust: TrustStore,
  now: number,
): Stamp | undefined {
  const sets = unsignedAttributes?.values.get(oids.signatureTimeStamp) ?? [];
  const tokens = sets.flatMap((set) => set.children).slice(0, MAX_STAMPS);
  return tokens
    .map(({ raw }) => judgeToken(raw, signature, trust, now))
    .filter((verdict) => verdict.code === null)
    .toSorted((one, other) => one.at - other.at)[0];
}
