import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseTrust, readCertificate, verifySignature, type Certificate, type Shortfall } from '../../src/pki/index.ts';
import { shortfallsOf } from '../../src/pki/qualified.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';

const sample = (name: string) => readFileSync(path.join(import.meta.dirname, 'gost-samples', name));
const content = sample('document.txt');

function trustWith(place: string) {
  const files = ['root.crt', 'root.crl', 'sub.crl'].map((name) => ({ name, bytes: sample(name) }));
  return parseTrust([...files, { name: place, bytes: sample('sub.crt') }]).store;
}

const judged = (place: string, name = 'anna.p7s') =>
  verifySignature({ signature: sample(name), content, trust: trustWith(place), at: MOMENT });

describe('a qualified certificate', () => {
  test('is a GOST one of an accredited authority, with all that the law wants told', () => {
    expect(judged('accredited/sub.crt')).toMatchObject({ outcome: 'TOTAL-PASSED', shortfalls: [] });
    expect(judged('accredited/sub.crt', 'vera.p7s')).toMatchObject({ shortfalls: [] });
  });

  test('is none while the authority is not known to be accredited', () => {
    expect(judged('sub.crt')).toMatchObject({ outcome: 'TOTAL-PASSED', shortfalls: ['accreditation'] });
  });

  test('is not even spoken of when the signature does not hold', () => {
    expect(judged('accredited/sub.crt', 'revoked.p7s')).not.toHaveProperty('shortfalls');
  });

  test('is never one of RSA or ECDSA, whoever issued it', async () => {
    const world = await testPki();
    const { certificate, chain } = await world.identity('good', anna, 'rsa');
    const accredited = new Set([...chain].map(({ fingerprint }) => fingerprint));
    expect(shortfallsOf([certificate, ...chain], accredited)).toEqual([
      'algorithm',
      'class',
      'signer-means',
      'issuer-means',
      'identification',
    ]);
  });

  const [person] = judged('accredited/sub.crt').chain ?? [];
  const issuer = readCertificate(sample('sub.crt'));

  test.each<[string, Certificate['owner'], readonly Shortfall[]]>([
    ['a person', anna, []],
    ['a person without СНИЛС', { surname: 'Смирнова', givenName: 'Анна' }, ['owner']],
    ['an organisation', { organisation: 'ООО «Ромашка»', ogrn: '1027700132195', innOrganisation: '7707083893' }, []],
    ['an organisation without ИНН', { organisation: 'ООО «Ромашка»', ogrn: '1027700132195' }, ['owner']],
    ['an organisation without a name', { ogrn: '1027700132195', innOrganisation: '7707083893' }, ['owner']],
    ['a sole proprietor', { ...anna, ogrnip: '304500116000157', innPerson: '500100732259' }, []],
    ['a sole proprietor without ИНН', { ...anna, ogrnip: '304500116000157' }, ['owner']],
    ['nobody', {}, ['owner']],
  ])('of %s', (_name, owner, shortfalls) => {
    if (!person) throw new Error('a certificate was expected');
    expect(shortfallsOf([{ ...person, owner }, issuer], new Set([issuer.fingerprint]))).toEqual(shortfalls);
  });

  test('without a chain is none', () => {
    expect(shortfallsOf([], new Set())).toEqual(['owner']);
  });
});

describe('a trust folder', () => {
  test('takes for roots only what issued itself, and names what it cannot read', () => {
    const files = [
      { name: 'root.crt', bytes: sample('root.crt') },
      { name: 'deep/sub.cer', bytes: sample('sub.crt') },
      { name: 'notes.txt', bytes: Buffer.from('о доверии') },
      { name: 'broken.crl', bytes: Buffer.from('нет списка') },
      { name: 'broken.ors', bytes: Buffer.alloc(0) },
    ];
    const { store, unreadable } = parseTrust(files);
    expect([store.anchors.length, store.intermediates.length, store.crls.length]).toEqual([1, 1, 0]);
    expect(unreadable).toEqual(['notes.txt', 'broken.crl', 'broken.ors']);
  });
});
