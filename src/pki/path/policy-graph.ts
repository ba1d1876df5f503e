import { oids } from '../oids.ts';
import type { PolicyMapping } from '../x509/constraints.ts';

/** A policy of one certificate, what the next one may call it, and the policies above that it continues. */
type Node = Readonly<{ policy: string; expected: ReadonlySet<string>; parents: readonly Node[] }>;

const ANY = oids.anyPolicy;

/**
 * The valid policies of a path so far (RFC 9618 section 5): one level for each certificate, one node for each policy in it, so
 * that it never grows beyond what the certificates themselves hold. Immutable; a graph without nodes is undefined, RFC 5280's NULL.
 */
export class PolicyGraph {
  readonly #level: ReadonlyMap<string, Node>;

  constructor(
    level: ReadonlyMap<string, Node> = new Map([[ANY, { policy: ANY, expected: new Set([ANY]), parents: [] }]]),
  ) {
    this.#level = level;
  }

  /** Goes one certificate down (RFC 5280 section 6.1.3 (d)); whether "any" in it counts is the caller's to say. */
  grow(policies: readonly string[], anyCounts: boolean): PolicyGraph | undefined {
    const expecting = this.#expecting();
    const level = new Map<string, Node>();
    for (const policy of policies) {
      const parents = expecting.get(policy) ?? expecting.get(ANY);
      if (policy !== ANY && parents) level.set(policy, { policy, expected: new Set([policy]), parents });
    }
    if (anyCounts && policies.includes(ANY)) {
      for (const [policy, parents] of expecting) {
        if (!level.has(policy)) level.set(policy, { policy, expected: new Set([policy]), parents });
      }
    }
    return made(level);
  }

  /** Lets the subject's policies stand for the issuer's from here on (section 6.1.4 (b) (1)). */
  map(mappings: readonly PolicyMapping[]): PolicyGraph | undefined {
    const level = new Map(this.#level);
    const any = level.get(ANY);
    const subjects = Map.groupBy(mappings, ({ issuer }) => issuer);
    for (const [policy, pairs] of subjects) {
      const parents = (level.get(policy) ?? any)?.parents;
      if (parents) level.set(policy, { policy, expected: new Set(pairs.map(({ subject }) => subject)), parents });
    }
    return made(level);
  }

  /** Drops policies that would be mapped where mapping is inhibited (section 6.1.4 (b) (2)). */
  without(policies: ReadonlySet<string>): PolicyGraph | undefined {
    return made(new Map([...this.#level].filter(([policy]) => !policies.has(policy))));
  }

  /** The user-constrained policy set (section 6.1.5 (g)): in the words of the first authority, and of those that will do. */
  policies(initial?: readonly string[]): readonly string[] {
    const granted = this.#granted();
    if (!initial || initial.includes(ANY)) return [...granted];
    return granted.has(ANY) ? initial : initial.filter((policy) => granted.has(policy));
  }

  /** The authority-constrained policy set: where each policy of the last certificate departs from "any". */
  #granted(): Set<string> {
    const granted = new Set<string>();
    const seen = new Set<Node>(this.#level.values());
    for (const node of seen) {
      if (node.policy !== ANY && node.parents.some(({ policy }) => policy === ANY)) granted.add(node.policy);
      for (const parent of node.parents) seen.add(parent);
    }
    if (this.#level.has(ANY)) granted.add(ANY);
    return granted;
  }

  #expecting(): Map<string, Node[]> {
    const expecting = new Map<string, Node[]>();
    for (const node of this.#level.values()) {
      for (const policy of node.expected) {
        const nodes = expecting.get(policy);
        if (nodes) nodes.push(node);
        else expecting.set(policy, [node]);
      }
    }
    return expecting;
  }
}

function made(level: ReadonlyMap<string, Node>): PolicyGraph | undefined {
  return level.size > 0 ? new PolicyGraph(level) : undefined;
}
