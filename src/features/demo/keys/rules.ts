import type { Owner } from '../../../pki/index.ts';
import { day } from '../../../platform/values/durations.ts';

/** `anna-rsa`: whose key and of which kind. */
export type KeyName = string;
export type Suffix = 'crt.pem' | 'key.pem' | 'p12';

export const suffixes: readonly Suffix[] = ['crt.pem', 'key.pem', 'p12'];
export const containerPassword = 'demo';

/** A file of `/demo/keys/:file`; anything else does not exist. */
export const keyFilePattern = /^(ca\.crt\.pem|[a-z]+-[a-z]+\.(crt\.pem|key\.pem|p12))$/;

export type Validity = Readonly<{ notBefore: number; notAfter: number }>;

/** Certificates of the demo hold for a year from the first start; a month before it lets tests look back. */
export function ordinary(now: number): Validity {
  return { notBefore: now - 30 * day, notAfter: now + 365 * day };
}

export function expired(now: number): Validity {
  return { notBefore: now - 395 * day, notAfter: now - 30 * day };
}

/** What a person's certificate says of its owner. `givenName` holds name and отчество, as accredited authorities write it. */
export function personOwner(
  person: Readonly<{ last: string; first: string; middle: string | null; snils: string; inn: string | null }>,
): Owner {
  const given = [person.first, person.middle].filter(Boolean).join(' ');
  return {
    commonName: `${person.last} ${given}`,
    surname: person.last,
    givenName: given,
    country: 'RU',
    snils: person.snils,
    ...(person.inn !== null && { innPerson: person.inn }),
  };
}

/** The certificate of an organisation's head carries the numbers of both. */
export function organisationOwner(
  organisation: Readonly<{ shortName: string; inn: string; ogrn: string }>,
  head: Readonly<{ last: string; first: string; middle: string | null; snils: string; inn: string | null }>,
): Owner {
  return {
    ...personOwner(head),
    commonName: organisation.shortName,
    organisation: organisation.shortName,
    title: 'Генеральный директор',
    innOrganisation: organisation.inn,
    ogrn: organisation.ogrn,
  };
}
