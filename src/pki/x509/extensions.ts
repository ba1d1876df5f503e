import { readDer, type Element } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readBoolean, readCount, readFlags, readOctets, readOid } from '../der/values.ts';
import { damaged } from '../failure.ts';

export type Extensions = ReadonlyMap<string, Readonly<{ critical: boolean; value: Buffer }>>;

/** The bits of KeyUsage in their order (RFC 5280 section 4.2.1.3); bit 1 is also called contentCommitment. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

/** Reads Extensions (RFC 5280 section 4.1.2.9), the element inside the explicit tag. Throws SIG-DAMAGED, also for a repeated one. */
export function readExtensions(element: Element | undefined): Extensions {
  const extensions = new Map<string, { critical: boolean; value: Buffer }>();
  if (!element) return extensions;
  for (const child of element.children) {
    const fields = new Fields(child);
    const id = readOid(fields.next());
    const critical = fields.maybe(tags.boolean);
    const value = readOctets(fields.next());
    fields.end();
    if (extensions.has(id)) throw damaged('an extension stands twice');
    extensions.set(id, { critical: critical !== undefined && readBoolean(critical), value });
  }
  if (extensions.size === 0) throw damaged('an empty list of extensions');
  return extensions;
}

export type BasicConstraints = Readonly<{ ca: boolean; pathLength?: number }>;

/** Reads what the extension says by the reader given, or undefined when it is absent. Throws SIG-DAMAGED. */
export function readExtension<T>(extensions: Extensions, id: string, reader: (value: Element) => T): T | undefined {
  const extension = extensions.get(id);
  return extension && reader(readDer(extension.value));
}

/** RFC 5280 section 4.2.1.9; what is left out is not an authority. */
export function readBasicConstraints(value: Element): BasicConstraints {
  const fields = new Fields(value);
  const ca = fields.maybe(tags.boolean);
  const pathLength = fields.maybe(tags.integer);
  fields.end();
  return { ca: ca !== undefined && readBoolean(ca), ...(pathLength && { pathLength: readCount(pathLength) }) };
}

/** KeyUsage by names; bits without a name are passed over (RFC 5280 section 4.2.1.3). */
export function readKeyUsage(value: Element): ReadonlySet<KeyUsage> {
  return new Set(readFlags(value).flatMap((bit) => keyUsages[bit] ?? []));
}

/** ExtKeyUsageSyntax: dotted purposes (RFC 5280 section 4.2.1.12). */
export function readPurposes(value: Element): readonly string[] {
  return value.children.map(readOid);
}

/** CertificatePolicies: dotted policies, without qualifiers (RFC 5280 section 4.2.1.4). */
export function readPolicies(value: Element): readonly string[] {
  return value.children.map((policy) => readOid(new Fields(policy).next()));
}

/** SubjectKeyIdentifier in hexadecimal. */
export function readKeyIdentifier(value: Element): string {
  return readOctets(value).toString('hex');
}

/** The key identifier of AuthorityKeyIdentifier in hexadecimal, where it names one (RFC 5280 section 4.2.1.1). */
export function readAuthorityKeyIdentifier(value: Element): string | undefined {
  return new Fields(value).maybe(context(0, 'primitive'))?.content.toString('hex');
}
