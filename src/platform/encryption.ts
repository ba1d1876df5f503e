import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Keys } from './keys.ts';
import type { Random } from './random.ts';

/**
 * Encryption of single values at rest: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D, 8.2.2).
 * The place (`table.column`) and the row's id are authenticated with the text, so that a value moved elsewhere does not open.
 */
export type Cipher = Readonly<{
  /** Returns `keyId.base64url(nonce ‖ ciphertext ‖ tag)`. */
  seal(place: string, id: string, text: string): string;
  /** Returns the text. @throws when the key is unknown or the value was changed or moved. */
  open(place: string, id: string, sealed: string): string;
  /** Deterministic index of a normalised value (HMAC-SHA-256, hex): equality can be searched, nothing else. */
  blind(kind: string, value: string): string;
  /** Keyed hash of codes, tokens and rate-limit keys (HMAC-SHA-256, hex). */
  mac(purpose: string, value: string): string;
}>;

const nonceBytes = 12;
const tagBytes = 16;

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
  const lately = createRecent();
  // Key objects made once: every page computes several of these.
  const [blindKey, macKey] = [createSecretKey(keys.blindIndex), createSecretKey(keys.mac)];
  const hmac = (key: KeyObject, purpose: string, value: string) =>
    createHmac('sha256', key).update(`${purpose}\0${value}`, 'utf8').digest('hex');

  return {
    seal: (place, id, text) =>
      `${current.id}.${encrypt(current.key, `${place}.${id}`, text, random).toString('base64url')}`,
    open(place, id, sealed) {
      const known = lately.get(place, id, sealed);
      if (known !== undefined) return known;
      const keyId = keyIdOf(sealed);
      const key = byId.get(keyId);
      if (key === undefined) throw new UnknownKey(keyId, place);
      const text = decrypt(key, `${place}.${id}`, Buffer.from(sealed.slice(keyId.length + 1), 'base64url'));
      lately.keep(place, id, sealed, text);
      return text;
    },
    blind: (kind, value) => hmac(blindKey, kind, value),
    mac: (purpose, value) => hmac(macKey, purpose, value),
  };
}

/** So many opened values make a generation; two are kept. */
const generation = 2_000;
/** Longer ones, such as the answers of a form, are seldom opened twice. */
const longest = 600;

/**
 * What was opened lately, by all that authenticates it: the same sealed text of the same row is always the same text. A desk's
 * queue shows the same names again and again, and setting up AES for each costs more than reading its row.
 */
function createRecent() {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  const nameOf = (place: string, id: string, sealed: string) => `${place} ${id} ${sealed}`;
  function keep(place: string, id: string, sealed: string, text: string): void {
    if (sealed.length > longest) return;
    young.set(nameOf(place, id, sealed), text);
    if (young.size < generation) return;
    [old, young] = [young, new Map()];
  }
  return {
    keep,
    get(place: string, id: string, sealed: string): string | undefined {
      if (sealed.length > longest) return undefined;
      const name = nameOf(place, id, sealed);
      const text = young.get(name);
      if (text !== undefined) return text;
      const older = old.get(name);
      if (older !== undefined) keep(place, id, sealed, older);
      return older;
    },
  };
}
