import { randomBytes, randomInt } from 'node:crypto';

/** The only source of chance; tests replace it. */
export type Random = Readonly<{
  bytes(count: number): Buffer;
  /** `count` decimal digits, evenly distributed. */
  digits(count: number): string;
  /** 256 bits in base64url, for links and tokens. */
  token(): string;
}>;

export function createRandom(): Random {
  return {
    bytes: (count) => randomBytes(count),
    digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
    token: () => randomBytes(32).toString('base64url'),
  };
}
