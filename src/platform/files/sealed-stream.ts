import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { Keys } from '../keys.ts';
import type { Random } from '../random.ts';

/**
 * Files at rest are sealed in chunks after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015):
 * AES-256-GCM for each 64 KiB, nonce = 7 random bytes ‖ 32-bit counter ‖ last-chunk flag, the file's id as associated data.
 * Reordered, cut off, appended or moved chunks do not open. Header: `KF1`, length of the key id, key id, the 7 bytes.
 */
const magic = Buffer.from('KF1');
const chunkBytes = 64 * 1024;
const tagBytes = 16;
const prefixBytes = 7;

/** As long as a header can be; shorter files have shorter ones. */
export const headerBytes = magic.length + 1 + 255 + prefixBytes;

/** The id of the key that a file is sealed with, from its first bytes; '' when it is no sealed file. */
export function keyIdOfHeader(bytes: Buffer): string {
  const length = bytes[magic.length] ?? 0;
  if (!bytes.subarray(0, magic.length).equals(magic)) return '';
  return bytes.subarray(magic.length + 1, magic.length + 1 + length).toString();
}

type Direction = (chunk: Buffer, nonce: Buffer) => Buffer;

function nonceOf(prefix: Buffer, counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(counter, prefixBytes);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Cuts a stream into chunks of `size`, and tells `work` which one is the last. */
class Chunker {
  #rest: Buffer = Buffer.alloc(0);
  #counter = 0;
  readonly #size: number;
  readonly #prefix: Buffer;
  readonly #work: Direction;

  constructor(size: number, prefix: Buffer, work: Direction) {
    this.#size = size;
    this.#prefix = prefix;
    this.#work = work;
  }

  *push(bytes: Buffer): Generator<Buffer> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length > this.#size) {
      yield this.#work(this.#rest.subarray(0, this.#size), nonceOf(this.#prefix, this.#counter++, false));
      this.#rest = this.#rest.subarray(this.#size);
    }
  }

  end(): Buffer {
    return this.#work(this.#rest, nonceOf(this.#prefix, this.#counter, true));
  }
}

/** Encrypts what flows through, with the current key. */
export function sealStream(keys: Keys, random: Random, fileId: string): Transform {
  const [current] = keys.encryption;
  if (current === undefined) throw new Error('no encryption key');
  const prefix = random.bytes(prefixBytes);
  const chunker = new Chunker(chunkBytes, prefix, (chunk, nonce) => {
    const cipher = createCipheriv('aes-256-gcm', current.key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(fileId));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  });
  const keyId = Buffer.from(current.id);
  const header = Buffer.concat([magic, Buffer.from([keyId.length]), keyId, prefix]);
  let started = false;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      if (!started) this.push(header);
      started = true;
      for (const sealed of chunker.push(bytes)) this.push(sealed);
      done();
    },
    flush(done) {
      if (!started) this.push(header);
      this.push(chunker.end());
      done();
    },
  });
}

/** A stored file that does not open: changed, cut off, another's, or sealed with a key that is not in the ring. */
export class BrokenSeal extends Error {
  constructor(fileId: string, cause: unknown) {
    super(`stored file ${fileId} does not open`, { cause });
  }
}

/** Decrypts what flows through; the stream fails with BrokenSeal on the first chunk that was changed, moved or is missing. */
export function openStream(keys: Keys, fileId: string): Transform {
  let header: Buffer = Buffer.alloc(0);
  let chunker: Chunker | undefined;
  const attempt = (done: TransformCallback, work: () => void) => {
    try {
      work();
      done();
    } catch (error) {
      done(new BrokenSeal(fileId, error));
    }
  };
  const start = (bytes: Buffer): Buffer | undefined => {
    header = Buffer.concat([header, bytes]);
    const length = magic.length + 1 + (header[magic.length] ?? 0) + prefixBytes;
    if (header.length < magic.length + 1 || header.length < length) return undefined;
    if (!header.subarray(0, magic.length).equals(magic)) throw new Error('not a sealed file');
    const keyId = header.subarray(magic.length + 1, length - prefixBytes).toString();
    const key = keys.encryption.find(({ id }) => id === keyId)?.key;
    if (key === undefined) throw new Error(`no key for file ${fileId}`);
    chunker = new Chunker(chunkBytes + tagBytes, header.subarray(length - prefixBytes, length), (chunk, nonce) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(fileId));
      decipher.setAuthTag(chunk.subarray(-tagBytes));
      return Buffer.concat([decipher.update(chunk.subarray(0, -tagBytes)), decipher.final()]);
    });
    return header.subarray(length);
  };
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      attempt(done, () => {
        const rest = chunker === undefined ? start(bytes) : bytes;
        if (chunker === undefined || rest === undefined) return;
        for (const plain of chunker.push(rest)) this.push(plain);
      });
    },
    flush(done) {
      attempt(done, () => {
        if (chunker === undefined) throw new Error('sealed file is cut off');
        this.push(chunker.end());
      });
    },
  });
}
