import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import {
  readPolicyConstraints,
  readPolicyMappings,
  type PolicyConstraints,
  type PolicyMapping,
} from '../x509/constraints.ts';
import { readExtension } from '../x509/extensions.ts';
import { readCount } from '../der/values.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';
import { PolicyGraph } from './policy-graph.ts';

/** What the one who relies on a path asks of its certificate policies (RFC 5280 section 6.1.1 (c) to (g)). */
export type PolicyInputs = Readonly<{
  /** Dotted policies that will do; absent, any. */
  initial?: readonly string[];
  requireExplicit?: boolean;
  inhibitMapping?: boolean;
  inhibitAny?: boolean;
}>;

/** How many certificates may still follow until each rule takes hold. */
type Counters = { explicit: number; mapping: number; any: number };

/**
 * Processes the certificate policies of a path (RFC 5280 section 6.1, with the graph of RFC 9618 in place of the tree, which an attacker
 * can make grow beyond memory). Returns the policies under which the path holds, where "any" is `oids.anyPolicy` and none is
 * a path without policies; undefined when a policy is required and there is none. Throws SIG-DAMAGED.
 */
export function policiesOf(path: Path, inputs: PolicyInputs = {}): readonly string[] | undefined {
  const [anchor, ...below] = path.toReversed();
  const steps = below.length;
  const left = {
    explicit: inputs.requireExplicit ? 0 : steps + 1,
    mapping: inputs.inhibitMapping ? 0 : steps + 1,
    any: inputs.inhibitAny ? 0 : steps + 1,
  };
  // RFC 5937 section 3.2: what an anchor's certificate constrains is constrained from the beginning.
  if (anchor) tighten(left, anchor);
  let graph: PolicyGraph | undefined = new PolicyGraph();
  for (const [index, certificate] of below.entries()) {
    const isLast = index === steps - 1;
    const renewal = !isLast && sameName(certificate.issuer, certificate.subject);
    const named = certificate.extensions.has(oids.certificatePolicies);
    graph = named ? graph?.grow(certificate.policies, left.any > 0 || renewal) : undefined;
    if (left.explicit === 0 && !graph) return undefined;
    if (isLast) break;
    if (mapsAny(certificate)) return undefined;
    graph = graph && applyMappings(graph, certificate, left.mapping > 0);
    if (!renewal) countDown(left);
    tighten(left, certificate);
  }
  const policies = graph?.policies(inputs.initial) ?? [];
  return isExplicit(left, path[0]) && policies.length === 0 ? undefined : policies;
}

/** 6.1.5 (a) and (b): whether a policy is required in the end. */
function isExplicit({ explicit }: Counters, last: Certificate): boolean {
  return explicit <= 1 || constraintsOf(last).requireExplicit === 0;
}

/** 6.1.4 (a): "any" is never mapped, neither from nor to. */
function mapsAny(certificate: Certificate): boolean {
  return mappingsOf(certificate).some(({ issuer, subject }) => issuer === oids.anyPolicy || subject === oids.anyPolicy);
}

/** 6.1.4 (b). */
function applyMappings(graph: PolicyGraph, certificate: Certificate, allowed: boolean): PolicyGraph | undefined {
  const mappings = mappingsOf(certificate);
  return allowed ? graph.map(mappings) : graph.without(new Set(mappings.map(({ issuer }) => issuer)));
}

/** 6.1.4 (h). */
function countDown(left: Counters): void {
  left.explicit = Math.max(0, left.explicit - 1);
  left.mapping = Math.max(0, left.mapping - 1);
  left.any = Math.max(0, left.any - 1);
}

/** 6.1.4 (i) and (j). */
function tighten(left: Counters, certificate: Certificate): void {
  const { requireExplicit = Infinity, inhibitMapping = Infinity } = constraintsOf(certificate);
  const skip = readExtension(certificate.extensions, oids.inhibitAnyPolicy, (value) => readCount(value)) ?? Infinity;
  left.explicit = Math.min(left.explicit, requireExplicit);
  left.mapping = Math.min(left.mapping, inhibitMapping);
  left.any = Math.min(left.any, skip);
}

function mappingsOf({ extensions }: Certificate): readonly PolicyMapping[] {
  return readExtension(extensions, oids.policyMappings, readPolicyMappings) ?? [];
}

function constraintsOf({ extensions }: Certificate): PolicyConstraints {
  return readExtension(extensions, oids.policyConstraints, readPolicyConstraints) ?? {};
}
