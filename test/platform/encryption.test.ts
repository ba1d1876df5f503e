import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config.ts';
import { createCipher, UnknownKey } from '../../src/platform/encryption.ts';
import { createRandom } from '../../src/platform/random.ts';

const keys = parseConfig({}).keys;
const random = createRandom();
const cipher = createCipher(keys, random);

describe('sealed values', () => {
  test('open where they were sealed, and read like nothing elsewhere', () => {
    const sealed = cipher.seal('people.name', '1', 'Смирнова Анна');
    expect(sealed).not.toContain('Смирнова');
    expect(cipher.open('people.name', '1', sealed)).toBe('Смирнова Анна');
  });

  test.each([
    ['another column', 'people.phone', '1'],
    ['another row', 'people.name', '2'],
  ])('do not open in %s', (_case, place, id) => {
    const sealed = cipher.seal('people.name', '1', 'Смирнова Анна');
    expect(() => cipher.open(place, id, sealed)).toThrow();
  });

  test('do not open when any byte was changed', () => {
    const [id = '', body = ''] = cipher.seal('people.name', '1', 'Анна').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      expect(() => cipher.open('people.name', '1', `${id}.${changed.toString('base64url')}`)).toThrow();
    }
  });

  test('that were opened once open nowhere else for that', () => {
    const sealed = cipher.seal('people.name', '1', 'Анна');
    for (let time = 0; time < 2; time += 1) expect(cipher.open('people.name', '1', sealed)).toBe('Анна');
    expect(() => cipher.open('people.phone', '1', sealed)).toThrow();
    expect(() => cipher.open('people.name', '2', sealed)).toThrow();
    expect(() => cipher.open('people.name', '1', `${sealed.slice(0, -2)}AA`)).toThrow();
    const other = createCipher({ ...keys, encryption: [{ id: 'k2', key: random.bytes(32) }] }, random);
    expect(() => other.open('people.name', '1', sealed)).toThrow(UnknownKey);
  });

  test('are each what they were, however many are opened', () => {
    const sealed = Array.from({ length: 5_000 }, (_, at) => cipher.seal('a.b', `${at % 7}`, `${at}`));
    for (let time = 0; time < 2; time += 1)
      expect(sealed.map((one, at) => cipher.open('a.b', `${at % 7}`, one))).toEqual(sealed.map((_, at) => `${at}`));
  });

  test('that are JSON open as one value for all, which nobody can change', () => {
    const sealed = cipher.seal('people.name', '1', '{"last":"Смирнова","others":["Белова"],"middle":null}');
    const value = cipher.openJson('people.name', '1', sealed) as { last: string; others: string[] };
    expect(value).toEqual({ last: 'Смирнова', others: ['Белова'], middle: null });
    expect(cipher.openJson('people.name', '1', sealed)).toBe(value);
    expect(() => (value.last = 'Иванова')).toThrow(TypeError);
    expect(() => value.others.push('Иванова')).toThrow(TypeError);
    expect(() => cipher.openJson('people.name', '2', sealed)).toThrow();
    expect(() => cipher.openJson('people.name', '3', cipher.seal('people.name', '3', 'no JSON'))).toThrow(SyntaxError);
  });

  test('never look the same twice', () => {
    expect(cipher.seal('a.b', '1', 'x')).not.toBe(cipher.seal('a.b', '1', 'x'));
  });

  test('stay readable under an older key, while new ones use the newest', () => {
    const old = cipher.seal('a.b', '1', 'x');
    const ring = { ...keys, encryption: [{ id: 'k2', key: random.bytes(32) }, ...keys.encryption] };
    const rotated = createCipher(ring, random);
    expect(rotated.open('a.b', '1', old)).toBe('x');
    expect(rotated.seal('a.b', '1', 'x')).toMatch(/^k2\./);
  });
});

describe('blind indexes', () => {
  test('are equal for equal values of a kind and differ between kinds', () => {
    expect(cipher.blind('phone', '+79000000001')).toBe(cipher.blind('phone', '+79000000001'));
    expect(cipher.blind('phone', '1')).not.toBe(cipher.blind('snils', '1'));
    expect(cipher.blind('phone', '1')).not.toBe(cipher.mac('phone', '1'));
  });
});
