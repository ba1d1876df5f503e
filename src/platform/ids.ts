import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export type Ids = Readonly<{ next(): string }>;

const lastCount = 0xfff;

/**
 * UUIDv7 (RFC 9562, 5.7): 48 bits of UTC milliseconds, a counter of 12 bits (6.2, method 1), 62 random bits.
 * Ids of one process sort in the order in which they were made, so lists may be paged by id.
 */
export function createIds(clock: Clock, random: Random): Ids {
  let last = 0;
  let count = 0;
  return {
    next() {
      const now = clock.now();
      if (now > last) [last, count] = [now, 0];
      else if (count < lastCount) count += 1;
      // More than 4096 in a millisecond, or a clock set back: the ids run ahead of it.
      else [last, count] = [last + 1, 0];
      const bytes = random.bytes(16);
      bytes.writeUIntBE(last, 0, 6);
      bytes.writeUInt16BE(0x7000 | count, 6);
      bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}
