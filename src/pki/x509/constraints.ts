import type { Element } from '../der/element.ts';
import { expect, Fields } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readCount, readOid } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { readGeneralName, type GeneralName } from './general-name.ts';

/** In which names an authority may issue, and in which not (RFC 5280 section 4.2.1.10). */
export type NameConstraints = Readonly<{ permitted: readonly GeneralName[]; excluded: readonly GeneralName[] }>;

/** From which certificate on a policy must be named, and mapping must end: so many may still come between. */
export type PolicyConstraints = Readonly<{ requireExplicit?: number; inhibitMapping?: number }>;

/** An issuer's policy, and the subject's that counts as the same. */
export type PolicyMapping = Readonly<{ issuer: string; subject: string }>;

/** More subtrees than anyone names: each is compared with each name. */
const MAX_SUBTREES = 1_000;

/** Reads NameConstraints; a distance other than the default is refused, as section 4.2.1.10 demands. Throws SIG-DAMAGED. */
export function readNameConstraints(value: Element): NameConstraints {
  const fields = new Fields(value);
  const [permitted, excluded] = [fields.maybe(context(0)), fields.maybe(context(1))];
  fields.end();
  if (!permitted && !excluded) throw damaged('name constraints that constrain nothing');
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) };
}

/** Reads PolicyConstraints (RFC 5280 section 4.2.1.11); throws SIG-DAMAGED. */
export function readPolicyConstraints(value: Element): PolicyConstraints {
  const fields = new Fields(value);
  const [explicit, mapping] = [0, 1].map((number) => fields.maybe(context(number, 'primitive')));
  fields.end();
  if (!explicit && !mapping) throw damaged('policy constraints that constrain nothing');
  return {
    ...(explicit && { requireExplicit: readCount(explicit, explicit.tag) }),
    ...(mapping && { inhibitMapping: readCount(mapping, mapping.tag) }),
  };
}

/** Reads PolicyMappings (RFC 5280 section 4.2.1.5); throws SIG-DAMAGED. */
export function readPolicyMappings(value: Element): PolicyMapping[] {
  const mappings = expect(value, tags.sequence).children.map((mapping) => {
    const fields = new Fields(mapping);
    const pair = { issuer: readOid(fields.next()), subject: readOid(fields.next()) };
    fields.end();
    return pair;
  });
  if (mappings.length === 0) throw damaged('policy mappings that map nothing');
  return mappings;
}

function readSubtrees(list: Element | undefined): GeneralName[] {
  if (!list) return [];
  const subtrees = list.children;
  if (subtrees.length === 0 || subtrees.length > MAX_SUBTREES) throw damaged('no subtrees, or too many');
  return subtrees.map((subtree) => {
    const fields = new Fields(subtree);
    const base = readGeneralName(fields.next());
    // RFC 5280 allows a minimum of 0 only, which DER leaves out and some write nevertheless, and no maximum.
    const minimum = fields.maybe(context(0, 'primitive'));
    if (minimum && readCount(minimum, minimum.tag) !== 0) throw damaged('a subtree that begins elsewhere');
    fields.end();
    return base;
  });
}
