import type { Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readBoolean, readFlags } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { comparable, readGeneralNames } from './general-name.ts';
import { canonicalBelow, type Name } from './name.ts';

/** Reasons for revocation as a set of bits, numbered as in ReasonFlags (RFC 5280 section 4.2.1.13). */
export type Reasons = number;

/** keyCompromise to aACompromise: bits 1 to 8. */
export const ALL_REASONS: Reasons = 0b1_1111_1110;

/** Where a certificate says that its revocation is told; names in comparable form. */
export type DistributionPoint = Readonly<{
  names?: readonly string[];
  reasons: Reasons;
  /** Who signs the list, where it is not the certificate's issuer. */
  issuers?: readonly string[];
}>;

/** Which certificates a list speaks of (RFC 5280 section 5.2.5); without the extension, of all that its issuer issued. */
export type ListScope = Readonly<{
  names?: readonly string[];
  only?: 'persons' | 'authorities' | 'attributes';
  reasons: Reasons;
  /** It also tells of certificates that others issued. */
  indirect: boolean;
}>;

const MAX_POINTS = 100;

/** Reads CRLDistributionPoints; a name that is written relative to the list's issuer needs that name. Throws SIG-DAMAGED. */
export function readDistributionPoints(value: Element, issuer: Name): DistributionPoint[] {
  const points = expect(value, tags.sequence).children;
  if (points.length === 0 || points.length > MAX_POINTS) throw damaged('no distribution points, or too many');
  return points.map((point) => readPoint(point, issuer));
}

/** Reads IssuingDistributionPoint of a list by `issuer`; throws SIG-DAMAGED. */
export function readListScope(value: Element, issuer: Name): ListScope {
  const fields = new Fields(value);
  const point = fields.maybe(context(0));
  const [persons, authorities] = [1, 2].map((number) => readFlag(fields.maybe(context(number, 'primitive'))));
  const reasons = fields.maybe(context(3, 'primitive'));
  const [indirect = false, attributes] = [4, 5].map((number) => readFlag(fields.maybe(context(number, 'primitive'))));
  fields.end();
  const restrictions = [persons && 'persons', authorities && 'authorities', attributes && 'attributes'] as const;
  const [only, another] = restrictions.filter((restriction) => typeof restriction === 'string');
  if (another) throw damaged('a list of two kinds of certificates at once');
  return {
    ...(point && { names: readPointName(point, issuer) }),
    ...(only && { only }),
    reasons: reasons ? readReasons(reasons) : ALL_REASONS,
    indirect,
  };
}

function readPoint(element: Element, issuer: Name): DistributionPoint {
  const fields = new Fields(element);
  const point = fields.maybe(context(0));
  const reasons = fields.maybe(context(1, 'primitive'));
  const issuers = fields.maybe(context(2));
  fields.end();
  if (!point && !issuers) throw damaged('a distribution point of nothing');
  const signers = issuers && readGeneralNames(issuers);
  const [signer] = signers?.filter((name) => name.kind === 'directory') ?? [];
  return {
    ...(point && { names: readPointName(point, signer?.name ?? issuer) }),
    reasons: reasons ? readReasons(reasons) : ALL_REASONS,
    ...(signers && { issuers: signers.map(comparable) }),
  };
}

/** DistributionPointName: full names, or the last part of one below the issuer of the list. */
function readPointName(tagged: Element, issuer: Name): string[] {
  const choice = only(tagged);
  if (choice.tag === context(0)) return readGeneralNames(choice).map(comparable);
  if (choice.tag === context(1)) return [`directory ${canonicalBelow(issuer, choice)}`];
  throw damaged('a distribution point with a name of an unknown kind');
}

function readReasons(element: Element): Reasons {
  const bits = readFlags(element, element.tag);
  return bits.reduce((reasons, bit) => reasons | (1 << bit), 0) & ALL_REASONS;
}

function readFlag(element: Element | undefined): boolean {
  return element !== undefined && readBoolean(element, element.tag);
}
