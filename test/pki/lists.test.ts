import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { context } from '../../src/pki/der/tags.ts';
import { oids, verifyCertificate, type Certificate, type Crl, type Issuer } from '../../src/pki/index.ts';
import { extension } from '../../src/pki/x509/issue-certificate.ts';
import { keyPair, MOMENT } from '../support/pki.ts';
import { bits, craftList, directory, scope, uri, type CraftedList } from './crafted-crl.ts';
import { authority, DAY, emptyList, root, signerUnder, type Extension } from './hierarchy.ts';

const HOLD = 6;
const REMOVED = 8;
const COMPROMISE = 1;
const SUPERSEDED = 4;
const ALL_BUT_COMPROMISE = [2, 3, 4, 5, 6, 7, 8];

const ours = authority(root, 'Учебный УЦ');
const other = await keyPair('other', 'p256');

/** Another authority with a key of its own. */
const separate = (commonName: string, special: Parameters<typeof authority>[2] = {}, above: Issuer = root) => ({
  ...authority(above, commonName, { publicKey: other.publicKey, ...special }),
  key: other.privateKey,
});

type Point = Readonly<{ uri?: string; relative?: Buffer; reasons?: readonly number[]; issuer?: Buffer }>;

/** CRLDistributionPoints. */
function points(...list: readonly Point[]): Extension {
  const value = der.sequence(
    ...list.map((point) => {
      const full = point.uri === undefined ? [] : [der.element(context(0), uri(point.uri))];
      const relative = point.relative ? [der.element(context(1), point.relative)] : [];
      const name = [...full, ...relative];
      return der.sequence(
        ...(name.length > 0 ? [der.element(context(0), ...name)] : []),
        ...(point.reasons ? [der.element(context(1, 'primitive'), bits(point.reasons))] : []),
        ...(point.issuer ? [der.element(context(2), directory(point.issuer))] : []),
      );
    }),
  );
  return { id: oids.crlDistributionPoints, critical: false, value };
}

const person = signerUnder(ours);
const at = 'http://ca.example/1.crl';
const pointed = signerUnder(ours, { extensions: [points({ uri: at })] });

function codeOf(certificate: Certificate, crls: readonly Crl[], authorities = [ours], moment = MOMENT) {
  const trust = {
    anchors: [root.certificate],
    intermediates: authorities.map((one) => one.certificate),
    crls: [emptyList(root), ...crls],
  };
  return verifyCertificate({ certificate, trust, at: moment }).code;
}

const list = (parts: CraftedList = {}) => craftList(ours, parts);
const about = (certificate: Certificate, reason?: number) => ({
  serial: certificate.serial,
  ...(reason !== undefined && { reason }),
});

describe('a list that speaks of some certificates only', () => {
  test.each<[string, string | null, Buffer]>([
    ['of people', null, scope({ only: 1 })],
    ['of authorities', 'SIG-STATUS-UNKNOWN', scope({ only: 2 })],
    ['of attributes', 'SIG-STATUS-UNKNOWN', scope({ only: 5 })],
    ['at its own address', null, scope({ uri: at })],
    ['at another address', 'SIG-STATUS-UNKNOWN', scope({ uri: 'http://ca.example/2.crl' })],
  ])('%s gives %s about a person', (_name, code, what) => {
    expect(codeOf(pointed, [list({ scope: what })])).toBe(code);
    const revoked = codeOf(pointed, [list({ scope: what, entries: [about(pointed)] })]);
    expect(revoked).toBe(code === null ? 'SIG-REVOKED' : code);
  });

  test('is not for a certificate that names no such place', () => {
    expect(codeOf(person, [list({ scope: scope({ uri: at }) })])).toBe('SIG-STATUS-UNKNOWN');
    expect(codeOf(pointed, [list()])).toBe(null);
  });

  test('may be named by the last part of its name', () => {
    const relative = der.sequence(der.oid(oids.commonName), der.text('Список 1'));
    const certificate = signerUnder(ours, { extensions: [points({ relative })] });
    const parts = ours.certificate.subject.raw.subarray(2);
    const full = directory(der.sequence(parts, der.setOf(relative)));
    const named = der.sequence(der.element(context(0), der.element(context(0), full)));
    expect(codeOf(certificate, [list({ scope: named })])).toBe(null);
    const short = der.sequence(der.element(context(0), der.element(context(1), relative)));
    expect(codeOf(certificate, [list({ scope: short })])).toBe(null);
    const strange = der.sequence(der.oid(oids.commonName), der.text('Список 2'));
    const wrong = der.sequence(der.element(context(0), der.element(context(1), strange)));
    expect(codeOf(certificate, [list({ scope: wrong })])).toBe('SIG-STATUS-UNKNOWN');
  });

  test('for some reasons needs another one for the rest', () => {
    const compromise = (parts: CraftedList = {}) => list({ scope: scope({ reasons: [COMPROMISE] }), ...parts });
    const rest = (parts: CraftedList = {}) => list({ scope: scope({ reasons: ALL_BUT_COMPROMISE }), ...parts });
    expect(codeOf(person, [compromise()])).toBe('SIG-STATUS-UNKNOWN');
    expect(codeOf(person, [rest()])).toBe('SIG-STATUS-UNKNOWN');
    expect(codeOf(person, [compromise(), rest()])).toBe(null);
    expect(codeOf(person, [compromise(), rest({ entries: [about(person, SUPERSEDED)] })])).toBe('SIG-REVOKED');
    expect(codeOf(person, [compromise({ entries: [about(person, COMPROMISE)] }), rest()])).toBe('SIG-REVOKED');
  });
});

describe('a list by another hand', () => {
  test('counts when its signer has the authority’s name and stands beside it', () => {
    const signer = separate('Учебный УЦ', { keyUsage: ['cRLSign'] });
    const silent = authority(root, 'Учебный УЦ', { keyUsage: ['keyCertSign'] });
    const certificate = signerUnder(silent);
    const crl = craftList(signer);
    expect(codeOf(certificate, [crl], [silent])).toBe('SIG-STATUS-UNKNOWN');
    expect(codeOf(certificate, [crl], [silent, signer])).toBe(null);
    expect(codeOf(certificate, [craftList(signer, { entries: [about(certificate)] })], [silent, signer])).toBe(
      'SIG-REVOKED',
    );
  });

  test('does not count when a namesake elsewhere under the same root signed it', () => {
    const elsewhere = authority(root, 'Иной УЦ');
    const namesake = separate('Учебный УЦ', { keyUsage: ['cRLSign'] }, elsewhere);
    expect(codeOf(person, [craftList(namesake), emptyList(elsewhere)], [ours, elsewhere, namesake])).toBe(
      'SIG-STATUS-UNKNOWN',
    );
  });

  test('does not count when the signer itself is revoked, unknown or not for lists', () => {
    const signer = separate('Учебный УЦ', { keyUsage: ['cRLSign'] });
    const silent = authority(root, 'Учебный УЦ', { keyUsage: ['keyCertSign'] });
    const certificate = signerUnder(silent);
    const trust = {
      anchors: [root.certificate],
      intermediates: [silent.certificate, signer.certificate],
      crls: [craftList(root, { entries: [about(signer.certificate)] }), craftList(signer)],
    };
    expect(verifyCertificate({ certificate, trust, at: MOMENT }).code).toBe('SIG-STATUS-UNKNOWN');
    const clerk = separate('Учебный УЦ', { keyUsage: ['digitalSignature'] });
    expect(codeOf(certificate, [craftList(clerk)], [silent, clerk])).toBe('SIG-STATUS-UNKNOWN');
  });

  test('counts about certificates that name it, when it speaks for others', () => {
    const central = separate('Центр списков', { keyUsage: ['cRLSign'] });
    const name = central.certificate.subject.raw;
    const certificate = signerUnder(ours, { extensions: [points({ issuer: name })] });
    const issuer = ours.certificate.subject.raw;
    const judged = (parts: CraftedList, target = certificate) =>
      codeOf(target, [craftList(central, parts), craftList(root)], [ours, central]);
    const indirect = scope({ indirect: true });
    expect(judged({ scope: indirect })).toBe(null);
    expect(judged({})).toBe('SIG-STATUS-UNKNOWN');
    expect(judged({ scope: indirect }, person)).toBe('SIG-STATUS-UNKNOWN');
    expect(judged({ scope: indirect, entries: [{ ...about(certificate), issuer }] })).toBe('SIG-REVOKED');
    // Entries go on speaking of the issuer that was named last, and at first of the list's own.
    const first = { serial: 77n, issuer };
    expect(judged({ scope: indirect, entries: [first, about(certificate)] })).toBe('SIG-REVOKED');
    expect(judged({ scope: indirect, entries: [about(certificate)] })).toBe(null);
    expect(() => craftList(central, { entries: [first] })).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });
});

describe('a delta list', () => {
  const held = about(person, HOLD);

  test.each<[string, string | null, CraftedList, CraftedList]>([
    ['revokes', 'SIG-REVOKED', { number: 5 }, { number: 6, base: 5, entries: [about(person)] }],
    ['leaves what was', 'SIG-REVOKED', { number: 5, entries: [about(person)] }, { number: 6, base: 5 }],
    [
      'revokes from tomorrow on what is on hold',
      'SIG-REVOKED',
      { number: 5, entries: [held] },
      { number: 6, base: 5, entries: [{ ...about(person, COMPROMISE), at: MOMENT + DAY / 2 }] },
    ],
    ['lifts a hold', null, { number: 5, entries: [held] }, { number: 6, base: 4, entries: [about(person, REMOVED)] }],
    [
      'does not fit when lists between are missing',
      null,
      { number: 5 },
      { number: 8, base: 6, entries: [about(person)] },
    ],
    ['is older than the complete one', null, { number: 5 }, { number: 5, base: 3, entries: [about(person)] }],
    [
      'is of another scope',
      null,
      { number: 5 },
      { number: 6, base: 5, scope: scope({ only: 1 }), entries: [about(person)] },
    ],
    ['has run out', null, { number: 5 }, { number: 6, base: 5, nextUpdate: MOMENT - 1_000, entries: [about(person)] }],
  ])('%s: %s', (_name, code, complete, delta) => {
    expect(codeOf(person, [list(complete), list(delta)])).toBe(code);
    expect(codeOf(person, [list(delta), list(complete)])).toBe(code);
  });

  test('alone says nothing', () => {
    expect(codeOf(person, [list({ number: 6, base: 5 })])).toBe('SIG-STATUS-UNKNOWN');
  });
});

describe('a list', () => {
  const unknown = (critical: boolean) => extension('1.2.3', critical, der.nothing());

  test('with something critical that is not understood decides nothing', () => {
    expect(codeOf(person, [list({ extensions: [unknown(false)] })])).toBe(null);
    expect(codeOf(person, [list({ extensions: [unknown(true)] })])).toBe('SIG-STATUS-UNKNOWN');
    expect(codeOf(person, [list({ entries: [{ serial: 5n, extensions: [unknown(true)] }] })])).toBe(
      'SIG-STATUS-UNKNOWN',
    );
    expect(codeOf(person, [list({ entries: [{ serial: 5n, extensions: [unknown(false)] }] })])).toBe(null);
  });

  test('that revokes from tomorrow on says good today, unless the key was lost before', () => {
    const tomorrow = { ...about(person), at: MOMENT + DAY / 2 };
    expect(codeOf(person, [list({ entries: [tomorrow] })])).toBe(null);
    const lost = extension(oids.invalidityDate, false, der.element(0x18, Buffer.from('20261001000000Z')));
    expect(codeOf(person, [list({ entries: [{ ...tomorrow, extensions: [lost] }] })])).toBe('SIG-REVOKED');
  });

  test('of two kinds at once, or at no place, is damaged', () => {
    const both = der.sequence(
      ...[1, 2].map((number) => der.element(context(number, 'primitive'), Buffer.from([0xff]))),
    );
    for (const wrong of [
      both,
      der.sequence(der.element(context(0), der.element(context(7), der.nothing()))),
      der.text('x'),
    ])
      expect(() => list({ scope: wrong })).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });
});
