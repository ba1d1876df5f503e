import { readExtension } from '../x509/extensions.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import {
  ALL_REASONS,
  readDistributionPoints,
  type DistributionPoint,
  type Reasons,
} from '../x509/distribution-points.ts';
import { sameName } from '../x509/name.ts';

/**
 * Where a certificate's revocation is told: at the points that it names, and in any list of its issuer (RFC 5280 section 6.3.3, the
 * loop and its last paragraph). Throws SIG-DAMAGED.
 */
export function pointsOf({ extensions, issuer }: Certificate): readonly DistributionPoint[] {
  const named = readExtension(extensions, oids.crlDistributionPoints, (value) => readDistributionPoints(value, issuer));
  return [...(named ?? []), { names: [`directory ${issuer.canonical}`], reasons: ALL_REASONS }];
}

/** The reasons for which a list answers about a certificate at one of its points: none when it is out of scope (section 6.3.3 (b) and (d)). */
export function reasonsCovered({ issuer, scope }: Crl, point: DistributionPoint, certificate: Certificate): Reasons {
  const isNamed = point.issuers
    ? scope.indirect && point.issuers.includes(`directory ${issuer.canonical}`)
    : sameName(issuer, certificate.issuer);
  const names = point.names ?? point.issuers ?? [];
  const isHere = !scope.names || scope.names.some((name) => names.includes(name));
  return isNamed && isHere && isAbout(certificate, scope.only) ? scope.reasons & point.reasons : 0;
}

function isAbout({ basicConstraints }: Certificate, only: Crl['scope']['only']): boolean {
  if (!only) return true;
  return only === (basicConstraints?.ca === true ? 'authorities' : 'persons');
}

/** Whether a delta list continues a complete one: same issuer, key and scope, and no list missing between (section 6.3.3 (c), 5.2.4). */
export function continues(delta: Crl, complete: Crl): boolean {
  if (delta.base === undefined || delta.number === undefined || complete.number === undefined) return false;
  const inOrder = delta.base <= complete.number && complete.number < delta.number;
  const sameKey = delta.authorityKeyId === complete.authorityKeyId;
  return inOrder && sameKey && sameName(delta.issuer, complete.issuer) && scopeOctets(delta) === scopeOctets(complete);
}

function scopeOctets({ extensions }: Crl): string | undefined {
  return extensions.get(oids.issuingDistributionPoint)?.value.toString('hex');
}
