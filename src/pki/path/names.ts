import type { SignatureCode } from '../failure.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readNameConstraints } from '../x509/constraints.ts';
import { readExtension } from '../x509/extensions.ts';
import { readGeneralNames, type GeneralName } from '../x509/general-name.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';
import { isInSubtree } from './subtrees.ts';

/**
 * Whether the names of the certificate at `index` are among those in which every authority above it, the anchor included, may issue
 * (RFC 5280 sections 4.2.1.10, 6.1.3 (b) and (c)). A name of a constrained kind that cannot be compared is refused.
 */
export function keepsNames(path: Path, index: number): SignatureCode | undefined {
  const certificate = path[index];
  if (!certificate) return undefined;
  // An authority that renews its own key keeps a name that was judged when it was first given.
  if (index > 0 && sameName(certificate.issuer, certificate.subject)) return undefined;
  let names: readonly GeneralName[] | undefined;
  for (const authority of path.slice(index + 1)) {
    const constraints = readExtension(authority.extensions, oids.nameConstraints, readNameConstraints);
    if (!constraints) continue;
    names ??= namesOf(certificate);
    for (const name of names) {
      const permitted = constraints.permitted.filter((subtree) => isOfOneKind(name, subtree));
      if (permitted.length > 0 && !permitted.some((subtree) => isInSubtree(name, subtree) === 'inside'))
        return 'SIG-CHAIN';
      const excluded = constraints.excluded.filter((subtree) => isOfOneKind(name, subtree));
      if (excluded.some((subtree) => isInSubtree(name, subtree) !== 'outside')) return 'SIG-CHAIN';
    }
  }
  return undefined;
}

/** The subject, its electronic addresses, and the alternative names. */
function namesOf({ subject, extensions }: Certificate): GeneralName[] {
  const alternative = readExtension(extensions, oids.subjectAltName, readGeneralNames) ?? [];
  const mails = subject.attributes
    .filter(({ type }) => type === oids.emailAddress)
    .map(({ text }) => ({ kind: 'mail', text }) as const);
  const own = subject.attributes.length > 0 ? [{ kind: 'directory', name: subject } as const] : [];
  return [...own, ...mails, ...alternative];
}

function isOfOneKind(one: GeneralName, other: GeneralName): boolean {
  if (one.kind === 'other' && other.kind === 'other') return one.tag === other.tag;
  return one.kind === other.kind;
}
