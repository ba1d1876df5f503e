import { createHash } from 'node:crypto';

/** What derived octets are for (RFC 7292 appendix B.3). */
export type Purpose = 'key' | 'vector' | 'integrity';

const ids: Readonly<Record<Purpose, number>> = { key: 1, vector: 2, integrity: 3 };

export type Derivation = Readonly<{
  hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  password: string;
  salt: Buffer;
  iterations: number;
  purpose: Purpose;
  /** Octets wanted. */
  length: number;
}>;

/** Derives octets from a password by RFC 7292 appendix B.2; the password counts as big-endian UTF-16 with two zeros behind. */
export function derive({ hash, password, salt, iterations, purpose, length }: Derivation): Buffer {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const diversifier = Buffer.alloc(block, ids[purpose]);
  const input = Buffer.concat([fill(salt, block), fill(secret, block)]);
  const parts: Buffer[] = [];
  for (let made = 0; made < length;) {
    let part = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round += 1) part = createHash(hash).update(part).digest();
    parts.push(part);
    made += part.length;
    const addend = Buffer.alloc(block, part);
    for (let at = 0; at < input.length; at += block) addOneMore(input.subarray(at, at + block), addend);
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Repeats the octets up to whole blocks. */
function fill(octets: Buffer, block: number): Buffer {
  return octets.length === 0 ? octets : Buffer.alloc(Math.ceil(octets.length / block) * block, octets);
}

/** target = target + addend + 1, as big-endian numbers of one length. */
function addOneMore(target: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let at = target.length - 1; at >= 0; at -= 1) {
    carry += target.readUInt8(at) + addend.readUInt8(at);
    target.writeUInt8(carry & 0xff, at);
    carry >>= 8;
  }
}
