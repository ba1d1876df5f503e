import { sign } from 'node:crypto';
import * as der from '../../src/pki/der/write.ts';
import { context, tags } from '../../src/pki/der/tags.ts';
import { oids, readCrl, type Crl, type Issuer } from '../../src/pki/index.ts';
import { authorityKey, authorityKeyExtension, extension } from '../../src/pki/x509/issue-certificate.ts';
import { MOMENT } from '../support/pki.ts';
import { DAY } from './hierarchy.ts';

/** An entry: reason by its number, the issuer of the certificate where it is another one. */
export type Entry = Readonly<{
  serial: bigint;
  at?: number;
  reason?: number;
  issuer?: Buffer;
  extensions?: readonly Buffer[];
}>;

/** What may be told to be different from an honest, empty, complete list; Buffers are DER. */
export type CraftedList = Readonly<{
  number?: number;
  base?: number;
  scope?: Buffer;
  thisUpdate?: number;
  nextUpdate?: number;
  entries?: readonly Entry[];
  extensions?: readonly Buffer[];
}>;

/** GeneralNames of one directory name, as it stands in lists and distribution points. */
export const directory = (name: Buffer) => der.element(context(4), name);
export const uri = (text: string) => der.element(context(6, 'primitive'), Buffer.from(text));

/** IssuingDistributionPoint: an address, a kind of certificates by its tag, reasons by their bits, indirect. */
export function scope(parts: { uri?: string; only?: 1 | 2 | 5; reasons?: readonly number[]; indirect?: true }): Buffer {
  const yes = (number: number) => der.element(context(number, 'primitive'), Buffer.from([0xff]));
  const named = parts.uri === undefined ? [] : [der.element(context(0), der.element(context(0), uri(parts.uri)))];
  const reasons = parts.reasons ? [der.element(context(3, 'primitive'), bits(parts.reasons))] : [];
  const only = parts.only === undefined ? [] : [yes(parts.only)];
  const persons = parts.only === 5 ? [] : only;
  return der.sequence(
    ...named,
    ...persons,
    ...reasons,
    ...(parts.indirect ? [yes(4)] : []),
    ...(parts.only === 5 ? only : []),
  );
}

/** The content of a named BIT STRING. */
export function bits(numbers: readonly number[]): Buffer {
  return der.flags(numbers).subarray(2);
}

/** A list put together by hand, really signed by the issuer's P-256 key. */
export function craftList({ certificate, key }: Issuer, parts: CraftedList = {}): Crl {
  const algorithm = der.sequence(der.oid(oids.ecdsaWithSha256));
  const { number = 1, base, entries = [] } = parts;
  const body = der.sequence(
    der.integer(1),
    algorithm,
    certificate.subject.raw,
    der.time(parts.thisUpdate ?? MOMENT - DAY),
    der.time(parts.nextUpdate ?? MOMENT + DAY),
    ...(entries.length > 0 ? [der.sequence(...entries.map(entry))] : []),
    der.element(
      context(0),
      der.sequence(
        authorityKeyExtension(authorityKey(certificate)),
        extension(oids.crlNumber, false, der.integer(number)),
        ...(base === undefined ? [] : [extension(oids.deltaCrlIndicator, true, der.integer(base))]),
        ...(parts.scope ? [extension(oids.issuingDistributionPoint, true, parts.scope)] : []),
        ...(parts.extensions ?? []),
      ),
    ),
  );
  return readCrl(der.sequence(body, algorithm, der.bitString(sign('sha256', body, key))));
}

function entry({ serial, at = MOMENT - DAY, reason, issuer, extensions = [] }: Entry): Buffer {
  const all = [
    ...(reason === undefined
      ? []
      : [extension(oids.reasonCode, false, der.element(tags.enumerated, Buffer.from([reason])))]),
    ...(issuer ? [extension(oids.certificateIssuer, true, der.sequence(directory(issuer)))] : []),
    ...extensions,
  ];
  return der.sequence(der.integer(serial), der.time(at), ...(all.length > 0 ? [der.sequence(...all)] : []));
}
