import { randomBytes, randomInt } from 'node:crypto';

/** The only source of chance; tests replace it. */
export type Random = Readonly<{
  bytes(count: number): Buffer;
  /** `count` decimal digits, evenly distributed. */
  digits(count: number): string;
  /** 256 bits in base64url, for links and tokens. */
  token(): string;
}>;

/** The system is asked for so many bytes at a time, for asking costs more than the bytes. */
const stock = 4096;

export function createRandom(): Random {
  return {
    bytes: fromStock(),
    digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
    token: () => randomBytes(32).toString('base64url'),
  };
}

// What was handed out does not stay behind.
function fromStock(): Random['bytes'] {
  let bytes = Buffer.alloc(0);
  return function take(count) {
    if (count > stock / 16) return randomBytes(count);
    if (bytes.length < count) bytes = randomBytes(stock);
    const taken = Buffer.from(bytes.subarray(0, count));
    bytes.fill(0, 0, count);
    bytes = bytes.subarray(count);
    return taken;
  };
}
