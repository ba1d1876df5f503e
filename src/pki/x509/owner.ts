import { tags } from '../der/tags.ts';
import { oid, sequence, setOf, text } from '../der/write.ts';
import { oids } from '../oids.ts';
import type { Name } from './name.ts';

/** Who a certificate belongs to, in the words of Russian law (order 795 of the FSB); numbers are digits only. */
export type Owner = Readonly<Partial<Record<OwnerField, string>>>;

type OwnerField = (typeof fields)[number][0];

/** The attributes of a name that tell the owner, in the order in which we write them. */
const fields = [
  ['commonName', oids.commonName, tags.utf8String],
  ['surname', oids.surname, tags.utf8String],
  ['givenName', oids.givenName, tags.utf8String],
  ['country', oids.country, tags.printableString],
  ['organisation', oids.organisation, tags.utf8String],
  ['title', oids.title, tags.utf8String],
  ['ogrn', oids.ogrn, tags.numericString],
  ['ogrnip', oids.ogrnip, tags.numericString],
  ['snils', oids.snils, tags.numericString],
  ['innPerson', oids.innPerson, tags.numericString],
  ['innOrganisation', oids.innOrganisation, tags.numericString],
] as const;

/**
 * The owner that a name tells. A field that stands there twice with different values is left out: nobody is to be matched by it.
 * Until 2021 an organisation's ИНН stood in the person's field with 00 in front; it is put where it belongs.
 */
export function ownerOf(name: Name): Owner {
  const owner: Partial<Record<OwnerField, string>> = {};
  for (const [field, type] of fields) {
    const [value, another] = new Set(
      name.attributes.filter((attribute) => attribute.type === type).map(({ text }) => text),
    );
    if (value && another === undefined) owner[field] = value;
  }
  const { innPerson, ...others } = owner;
  const legal = /^00(\d{10})$/.exec(innPerson ?? '')?.[1];
  return legal ? { innOrganisation: legal, ...others } : owner;
}

/** The DER of a Name for this owner; the texts are UTF8String, the numbers NumericString. Throws RangeError when it is empty. */
export function nameOf(owner: Owner): Buffer {
  const parts = fields.flatMap(([field, type, tag]) => {
    const value = owner[field];
    return value ? [setOf(sequence(oid(type), text(value, tag)))] : [];
  });
  if (parts.length === 0) throw new RangeError('a certificate needs an owner');
  return sequence(...parts);
}
