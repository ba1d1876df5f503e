import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { context } from '../../src/pki/der/tags.ts';
import { oids, type CertificateRequest, type Issuer } from '../../src/pki/index.ts';
import { authority, judge, root, signerUnder, type Extension } from './hierarchy.ts';

const [KC1, KC2, KC3] = ['1.2.643.100.113.1', '1.2.643.100.113.2', '1.2.643.100.113.3'] as const;
const ANY = oids.anyPolicy;

const mapping = (...pairs: readonly (readonly [string, string])[]): Extension => ({
  id: oids.policyMappings,
  critical: true,
  value: der.sequence(...pairs.map(([from, to]) => der.sequence(der.oid(from), der.oid(to)))),
});

const count = (tag: number, value: number) => der.element(tag, Buffer.from([value]));
const explicit = (after: number): Extension => ({
  id: oids.policyConstraints,
  critical: true,
  value: der.sequence(count(context(0, 'primitive'), after)),
});
const noMapping = (after: number): Extension => ({
  id: oids.policyConstraints,
  critical: true,
  value: der.sequence(count(context(1, 'primitive'), after)),
});
const noAny = (after: number): Extension => ({ id: oids.inhibitAnyPolicy, critical: true, value: der.integer(after) });

type Step = Partial<CertificateRequest>;

/** Judges a person under authorities with these peculiarities, from the root down. */
function path(steps: readonly Step[], person: Step, asked: Parameters<typeof judge>[2] = {}) {
  const authorities: Issuer[] = [];
  for (const [index, step] of steps.entries())
    authorities.push(authority(authorities.at(-1) ?? root, `УЦ ${index}`, step));
  return judge(signerUnder(authorities.at(-1) ?? root, person), authorities, asked);
}

describe('certificate policies', () => {
  test('are told as far as the whole path agrees on them', () => {
    expect(path([{ policies: [KC1, KC2] }], { policies: [KC2, KC3] }).policies).toEqual([KC2]);
    expect(path([{ policies: [ANY] }], { policies: [KC3] }).policies).toEqual([KC3]);
    expect(path([{ policies: [ANY] }], { policies: [ANY] }).policies).toEqual([ANY]);
    expect(path([{ policies: [KC1] }], { policies: [ANY] }).policies).toEqual([KC1]);
    expect(path([{ policies: [KC1] }], { policies: [KC2] })).toMatchObject({ code: null, policies: [] });
    expect(path([{}], { policies: [KC2] })).toMatchObject({ code: null, policies: [] });
  });

  test('may be demanded, by the reader or by an authority', () => {
    const demand = { policies: { requireExplicit: true } };
    expect(path([{ policies: [KC1] }], { policies: [KC1] }, demand).code).toBe(null);
    expect(path([{ policies: [KC1] }], { policies: [KC2] }, demand).code).toBe('SIG-CHAIN');
    expect(path([{ policies: [KC1] }], {}, demand).code).toBe('SIG-CHAIN');
    const demanding = { policies: [KC1], extensions: [explicit(0)] };
    expect(path([demanding], { policies: [KC1] }).code).toBe(null);
    expect(path([demanding], {}).code).toBe('SIG-CHAIN');
    expect(path([{ extensions: [explicit(2)] }], {}).code).toBe(null);
    expect(path([{ extensions: [explicit(1)] }], {}).code).toBe('SIG-CHAIN');
    expect(path([{}], { extensions: [explicit(0)] }).code).toBe('SIG-CHAIN');
    expect(path([{}], { extensions: [explicit(1)] }).code).toBe(null);
  });

  test('are those that the reader named', () => {
    const named = (...initial: string[]) => ({ policies: { initial, requireExplicit: true } });
    expect(path([{ policies: [KC1, KC2] }], { policies: [KC1, KC2] }, named(KC2)).policies).toEqual([KC2]);
    expect(path([{ policies: [KC1] }], { policies: [KC1] }, named(KC2)).code).toBe('SIG-CHAIN');
    expect(path([{ policies: [ANY] }], { policies: [ANY] }, named(KC2, KC3)).policies).toEqual([KC2, KC3]);
  });

  test('may go by other names below, and are told by the first', () => {
    const mapped = { policies: [KC1], extensions: [mapping([KC1, KC2])] };
    expect(path([mapped], { policies: [KC2] }).policies).toEqual([KC1]);
    expect(path([mapped], { policies: [KC1] }).policies).toEqual([]);
    const fromAny = { policies: [ANY], extensions: [mapping([KC1, KC2])] };
    expect(path([fromAny], { policies: [KC2] }).policies).toEqual([KC1]);
    expect(path([mapped], { policies: [KC2] }, { policies: { inhibitMapping: true } }).policies).toEqual([]);
    const stopped = { policies: [KC1], extensions: [noMapping(0)] };
    expect(path([stopped, mapped], { policies: [KC2] }).policies).toEqual([]);
    expect(path([{ ...stopped, extensions: [noMapping(1)] }, mapped], { policies: [KC2] }).policies).toEqual([KC1]);
  });

  test.each([
    ['from', [ANY, KC1]],
    ['to', [KC1, ANY]],
  ] as const)('are never mapped %s “any”', (_name, pair) => {
    expect(path([{ policies: [KC1], extensions: [mapping(pair)] }], { policies: [KC1] }).code).toBe('SIG-CHAIN');
  });

  test('are not “any” where an authority or the reader rules it out', () => {
    const strict = { policies: [KC1], extensions: [noAny(0)] };
    expect(path([strict], { policies: [ANY] }).policies).toEqual([]);
    expect(path([{ ...strict, extensions: [noAny(1)] }], { policies: [ANY] }).policies).toEqual([KC1]);
    expect(path([{ policies: [KC1] }], { policies: [ANY] }, { policies: { inhibitAny: true } }).policies).toEqual([]);
  });

  test.each<[string, Extension]>([
    ['mappings of nothing', mapping()],
    ['constraints of nothing', { id: oids.policyConstraints, critical: false, value: der.sequence() }],
    ['a negative number', { id: oids.inhibitAnyPolicy, critical: false, value: der.integer(-1) }],
  ])('cannot be told from %s', (_name, extension) => {
    expect(path([{ policies: [KC1], extensions: [extension] }], { policies: [KC1] }).code).toBe('SIG-DAMAGED');
  });

  test('that are made to multiply at every step are still counted one by one', () => {
    const many = Array.from({ length: 60 }, (_, index) => `1.2.3.${index}`);
    const pairs = many.flatMap((from) => many.map((to) => [from, to] as const));
    const steps = Array.from({ length: 8 }, () => ({ policies: many, extensions: [mapping(...pairs)] }));
    expect(path(steps, { policies: many }).policies).toHaveLength(60);
  });
});
