import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { context, tags } from '../../src/pki/der/tags.ts';
import { oids, type CertificateRequest } from '../../src/pki/index.ts';
import { nameOf } from '../../src/pki/x509/owner.ts';
import { authority, judge, root, signerUnder, type Extension } from './hierarchy.ts';

const tagged = (number: number, text: string) => der.element(context(number, 'primitive'), Buffer.from(text, 'latin1'));
const mail = (text: string) => tagged(1, text);
const dns = (text: string) => tagged(2, text);
const uri = (text: string) => tagged(6, text);
const ip = (...octets: number[]) => der.element(context(7, 'primitive'), Buffer.from(octets));
const directory = (name: Buffer) => der.element(context(4), name);
const other = der.element(context(0), der.oid('1.2.3'), der.element(context(0), der.text('x')));

const subtrees = (number: number, bases: readonly Buffer[]) =>
  bases.length > 0 ? [der.element(context(number), ...bases.map((base) => der.sequence(base)))] : [];

function constraints(permitted: readonly Buffer[], excluded: readonly Buffer[] = []): Extension {
  const value = der.sequence(...subtrees(0, permitted), ...subtrees(1, excluded));
  return { id: oids.nameConstraints, critical: true, value };
}

const alternative = (...names: readonly Buffer[]): Extension => ({
  id: oids.subjectAltName,
  critical: false,
  value: der.sequence(...names),
});

/** Judges a person with these alternative names under an authority with these constraints. */
function code(constraint: Extension, names: readonly Buffer[], special: Partial<CertificateRequest> = {}) {
  const above = authority(root, 'Ограниченный УЦ', { extensions: [constraint] });
  const extensions = names.length > 0 ? [alternative(...names)] : [];
  return judge(signerUnder(above, { extensions, ...special }), [above]).code;
}

describe('a name within what its authority may name', () => {
  test.each<[string, Buffer, Buffer]>([
    ['a mailbox', mail('anna@kostroma.example'), mail('anna@Kostroma.EXAMPLE')],
    ['a mailbox at a host', mail('kostroma.example'), mail('anna@kostroma.example')],
    ['a mailbox in a domain', mail('.example'), mail('anna@mail.kostroma.example')],
    ['a host itself', dns('kostroma.example'), dns('Kostroma.example')],
    ['a host below', dns('kostroma.example'), dns('a.b.kostroma.example')],
    ['an address on a host', uri('kostroma.example'), uri('https://kostroma.example:8443/a?b#c')],
    ['an address in a domain', uri('.example'), uri('http://user@kostroma.example')],
    ['an address in a net', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 1, 200, 3)],
    ['a name of another kind', dns('kostroma.example'), mail('anna@tver.example')],
  ])('%s is accepted, and refused where it is excluded', (_name, subtree, name) => {
    expect(code(constraints([subtree]), [name])).toBe(null);
    const isOtherKind = subtree[0] !== name[0];
    expect(code(constraints([], [subtree]), [name])).toBe(isOtherKind ? null : 'SIG-CHAIN');
  });

  test.each<[string, Buffer, Buffer]>([
    ['a mailbox with other letter case', mail('anna@kostroma.example'), mail('Anna@kostroma.example')],
    ['a mailbox below a host', mail('kostroma.example'), mail('anna@mail.kostroma.example')],
    ['a mailbox at a domain itself', mail('.kostroma.example'), mail('anna@kostroma.example')],
    ['a host that only ends alike', dns('kostroma.example'), dns('mykostroma.example')],
    ['an address below a host', uri('kostroma.example'), uri('http://www.kostroma.example')],
    ['an address on another host', uri('kostroma.example'), uri('http://kostroma.example.evil.example')],
    ['an address outside a net', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 2, 0, 1)],
    ['a longer address', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(...Array.from({ length: 16 }, () => 10))],
  ])('is not %s; where that is excluded, it may be', (_name, subtree, name) => {
    expect(code(constraints([subtree]), [name])).toBe('SIG-CHAIN');
    expect(code(constraints([], [subtree]), [name])).toBe(null);
  });

  test.each<[string, Buffer, Buffer]>([
    ['a mailbox without a host', mail('kostroma.example'), mail('anna')],
    ['an address without a host', uri('kostroma.example'), uri('mailto:anna@kostroma.example')],
    ['an address on a number', uri('kostroma.example'), uri('http://10.0.0.1/')],
    ['a network address cut short', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 1)],
    ['a net cut short', ip(10, 1), ip(10, 1, 0, 1)],
    ['a kind that nothing here compares', other, other],
  ])('cannot be told of %s, which is refused either way', (_name, subtree, name) => {
    expect(code(constraints([subtree]), [name])).toBe('SIG-CHAIN');
    expect(code(constraints([], [subtree]), [name])).toBe('SIG-CHAIN');
  });

  test('is judged by the subject, its mail address included', () => {
    const place = nameOf({ country: 'RU' });
    const inRussia = { subject: { country: 'RU', commonName: 'Анна' } };
    const elsewhere = { subject: { country: 'BY', commonName: 'Анна' } };
    // The order in which we write a name: the common name stands first.
    const first = directory(nameOf({ commonName: 'анна' }));
    expect(code(constraints([first]), [], inRussia)).toBe(null);
    expect(code(constraints([directory(place)]), [], inRussia)).toBe('SIG-CHAIN');
    expect(code(constraints([], [first]), [], elsewhere)).toBe('SIG-CHAIN');
    expect(code(constraints([first, directory(place)]), [directory(place)], elsewhere)).toBe(null);
    expect(code(constraints([first]), [directory(place)], elsewhere)).toBe('SIG-CHAIN');
  });

  test('is asked of by every authority above, the root included, and not of one that renews its own key', () => {
    const wide = authority(root, 'Широкий', { extensions: [constraints([dns('example')])] });
    const narrow = authority(wide, 'Узкий', { extensions: [constraints([dns('kostroma.example')])] });
    const person = (name: string) => signerUnder(narrow, { extensions: [alternative(dns(name))] });
    expect(judge(person('a.kostroma.example'), [wide, narrow]).code).toBe(null);
    expect(judge(person('a.tver.example'), [wide, narrow]).code).toBe('SIG-CHAIN');
    const wider = authority(wide, 'Узкий', { extensions: [constraints([dns('org')])] });
    const foreign = signerUnder(wider, { extensions: [alternative(dns('a.org'))] });
    expect(judge(foreign, [wide, wider]).code).toBe('SIG-CHAIN');
    const only = authority(root, 'Строгий', {
      extensions: [constraints([directory(nameOf({ commonName: 'Смирнова Анна Сергеевна' }))])],
    });
    const renewed = authority(only, 'Строгий');
    expect(judge(signerUnder(renewed), [only, renewed]).code).toBe(null);
    const below = authority(only, 'Другой');
    expect(judge(signerUnder(below), [only, below]).code).toBe('SIG-CHAIN');
  });

  test.each<[string, Buffer]>([
    ['nothing', der.sequence()],
    ['no subtrees', der.sequence(der.element(context(0)))],
    ['a distance', der.sequence(der.element(context(0), der.sequence(dns('a'), der.element(0x80, Buffer.from([1])))))],
    ['a name of no kind', der.sequence(der.element(context(0), der.sequence(der.element(0x89, Buffer.from('a')))))],
    [
      'a letter outside ASCII',
      der.sequence(der.element(context(0), der.sequence(der.element(0x82, Buffer.from('костром'))))),
    ],
    ['a text', der.text('example', tags.ia5String)],
  ])('cannot be told from constraints with %s', (_name, value) => {
    expect(code({ id: oids.nameConstraints, critical: false, value }, [dns('a')])).toBe('SIG-DAMAGED');
  });
});
