import { readAlgorithm } from './algorithms.ts';
import { readDer } from './der/element.ts';
import { Fields } from './der/fields.ts';
import { isGost } from './gost/key.ts';
import { oids } from './oids.ts';
import type { Certificate } from './x509/certificate.ts';

/** What a certificate lacks to be a qualified one. */
export type Shortfall =
  | 'algorithm' // a key, or an authority's key, of another kind than GOST R 34.10-2012
  | 'accreditation' // issued by an authority that is not among the accredited ones
  | 'owner' // the owner is not told as the law wants it
  | 'class' // the class of the signer's means is not told
  | 'signer-means' // the signer's means are not told
  | 'issuer-means' // the means of the authority are not told
  | 'identification'; // how the owner was identified is not told

/**
 * What the first certificate of a chain that holds lacks to be qualified in the sense of 63-ФЗ articles 5, 11 and 17 and of order 795 of the FSB:
 * nothing when it is. `accredited` are fingerprints of certificates of accredited authorities. Where the register says nothing
 * of an authority, its certificates are never called qualified, however they look.
 */
export function shortfallsOf(
  [certificate, issuer, ...others]: readonly Certificate[],
  accredited: ReadonlySet<string>,
): readonly Shortfall[] {
  if (!certificate) return ['owner'];
  const { extensions, policies } = certificate;
  const isGostAllAlong = [certificate, ...(issuer ? [issuer] : []), ...others].every(hasGostKey);
  const lacks: Readonly<Record<Shortfall, boolean>> = {
    algorithm: !isGostAllAlong,
    accreditation: !issuer || !accredited.has(issuer.fingerprint),
    owner: !tellsOwner(certificate),
    class: !policies.some((policy) => classes.has(policy)),
    'signer-means': !extensions.has(oids.subjectSignTool),
    'issuer-means': !extensions.has(oids.issuerSignTool),
    identification: !extensions.has(oids.identificationKind),
  };
  return (Object.keys(lacks) as Shortfall[]).filter((shortfall) => lacks[shortfall]);
}

/** КС1, КС2, КС3, КВ1, КВ2, КА1. */
const classes: ReadonlySet<string> = new Set([1, 2, 3, 4, 5, 6].map((number) => `${oids.meansClass}.${number}`));

function hasGostKey({ spki }: Certificate): boolean {
  return isGost(readAlgorithm(new Fields(readDer(spki)).next()));
}

/** 63-ФЗ article 17 part 2: a person by name and СНИЛС, an organisation by name, ОГРН and ИНН, a sole proprietor by ОГРНИП besides. */
function tellsOwner({ owner }: Certificate): boolean {
  const isPerson = has(owner.surname, owner.givenName, owner.snils);
  const isOrganisation = has(owner.organisation, owner.ogrn, owner.innOrganisation);
  if (owner.organisation !== undefined || owner.ogrn !== undefined) return isOrganisation;
  return owner.ogrnip === undefined ? isPerson : isPerson && has(owner.innPerson);
}

function has(...values: readonly (string | undefined)[]): boolean {
  return values.every((value) => value !== undefined && value !== '');
}
