import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export type Ids = Readonly<{ next(): string }>;

/** UUIDv7 (RFC 9562, 5.7): 48 bits of UTC milliseconds, then 74 random bits, so that ids sort by their time of birth. */
export function createIds(clock: Clock, random: Random): Ids {
  return {
    next() {
      const bytes = random.bytes(16);
      bytes.writeUIntBE(clock.now(), 0, 6);
      bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f);
      bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}
