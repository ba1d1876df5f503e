import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Keys } from './keys.ts';
import type { Random } from './random.ts';
import { createRecent } from './recent.ts';

/**
 * Encryption of single values at rest: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D, 8.2.2).
 * The place (`table.column`) and the row's id are authenticated with the text, so that a value moved elsewhere does not open.
 */
export type Cipher = Readonly<{
  /** Returns `keyId.base64url(nonce ‖ ciphertext ‖ tag)`. */
  seal(place: string, id: string, text: string): string;
  /** Returns the text. @throws when the key is unknown or the value was changed or moved. */
  open(place: string, id: string, sealed: string): string;
  /** The same for a text that is JSON; the value is shared with whoever opens it again, and frozen. */
  openJson(place: string, id: string, sealed: string): unknown;
  /** Deterministic index of a normalised value (HMAC-SHA-256, hex): equality can be searched, nothing else. */
  blind(kind: string, value: string): string;
  /** Keyed hash of codes, tokens and rate-limit keys (HMAC-SHA-256, hex). */
  mac(purpose: string, value: string): string;
}>;

const nonceBytes = 12;
const tagBytes = 16;
/**
 * So many characters of opened values make a generation: the same sealed text of the same row is always the same text. A desk's
 * queue shows the same names again and again, and setting up AES for each costs more than reading its row.
 */
const generation = 1_000_000;

/**
 * AES-256-GCM under any 32-byte key; `context` is authenticated with the text. Returns nonce ‖ ciphertext ‖ tag.
 */
export function encrypt(key: Buffer, context: string, text: string, random: Random): Buffer {
  const nonce = random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The text that `encrypt` was given. @throws when key or context is another, or a byte was changed. */
export function decrypt(key: Buffer | KeyObject, context: string, bytes: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

/** The id of the key that a sealed value was sealed with. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, sealed.indexOf('.'));
}

/** A value is sealed with a key that is not in the ring. */
export class UnknownKey extends Error {
  readonly keyId: string;
  constructor(keyId: string, place: string) {
    super(`no key ${keyId} for a value of ${place}`);
    this.keyId = keyId;
  }
}

export function createCipher(keys: Keys, random: Random): Cipher {
  const byId = new Map(keys.encryption.map(({ id, key }) => [id, createSecretKey(key)]));
  const [current] = keys.encryption;
  if (current === undefined) throw new Error('no encryption key');
  const texts = createRecent<string>(generation, (name, text) => name.length + text.length);
  const values = createRecent<unknown>(generation, (name) => 2 * name.length);
  // Key objects made once: every page computes several of these.
  const [blindKey, macKey] = [createSecretKey(keys.blindIndex), createSecretKey(keys.mac)];
  const hmac = (key: KeyObject, purpose: string, value: string) =>
    createHmac('sha256', key).update(`${purpose}\0${value}`, 'utf8').digest('hex');

  const nameOf = (place: string, id: string, sealed: string) => `${place} ${id} ${sealed}`;
  function unseal(place: string, id: string, sealed: string): string {
    const keyId = keyIdOf(sealed);
    const key = byId.get(keyId);
    if (key === undefined) throw new UnknownKey(keyId, place);
    return decrypt(key, `${place}.${id}`, Buffer.from(sealed.slice(keyId.length + 1), 'base64url'));
  }

  return {
    seal: (place, id, text) =>
      `${current.id}.${encrypt(current.key, `${place}.${id}`, text, random).toString('base64url')}`,
    open(place, id, sealed) {
      const name = nameOf(place, id, sealed);
      let text = texts.get(name);
      if (text === undefined) texts.keep(name, (text = unseal(place, id, sealed)));
      return text;
    },
    openJson(place, id, sealed) {
      const name = nameOf(place, id, sealed);
      let value = values.get(name);
      if (value === undefined) values.keep(name, (value = deepFreeze(JSON.parse(unseal(place, id, sealed)))));
      return value;
    },
    blind: (kind, value) => hmac(blindKey, kind, value),
    mac: (purpose, value) => hmac(macKey, purpose, value),
  };
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
