import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Cipher } from '../platform/encryption.ts';
import { TooManyRequests } from '../errors.ts';

/**
 * What may be done how often. `by` says whose requests are counted together; `alone`: each process counts for itself, for it
 * is the process that is shielded and every request passes here.
 */
type Limit = Readonly<{ points: number; seconds: number; by: 'address' | 'person'; alone?: true }>;

/**
 * Named limits for routes. An office may sit behind one address, so those by address leave room for many people;
 * what belongs to an account, a phone or a code is counted by the feature that owns it.
 */
export const limitTable = {
  /** Every request but static files. */
  all: { points: 1200, seconds: 60, by: 'address', alone: true },
  login: { points: 60, seconds: 600, by: 'address' },
  codes: { points: 60, seconds: 600, by: 'address' },
  registration: { points: 60, seconds: 3600, by: 'address' },
  recovery: { points: 30, seconds: 3600, by: 'address' },
  check: { points: 60, seconds: 60, by: 'address' },
  search: { points: 120, seconds: 60, by: 'address' },
  uploads: { points: 60, seconds: 600, by: 'person' },
  submissions: { points: 30, seconds: 600, by: 'person' },
  downloads: { points: 240, seconds: 60, by: 'person' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;

export type LimiterOptions = Readonly<{ keyPrefix: string; points: number; duration: number }>;
export type Limiter = (options: LimiterOptions) => RateLimiterAbstract;

export type RateLimits = Readonly<{
  /** Counts one request under a limit. @throws TooManyRequests with the seconds to wait. */
  consume(name: LimitName, key: string): Promise<void>;
}>;

type Needs = Readonly<{
  cipher: Pick<Cipher, 'mac'>;
  /** Every limit is multiplied by it. */
  factor: number;
  /** Where counts are kept; several processes need a shared store. */
  limiter?: Limiter | undefined;
}>;

/** Keys are stored as HMACs: the counts of a shared store say nothing about who came. */
export function createRateLimits({ cipher, factor, limiter = inMemory }: Needs): RateLimits {
  const limiters = new Map(
    Object.entries<Limit>(limitTable).map(([name, { points, seconds, alone }]) => [
      name,
      (alone ? inMemory : limiter)({ keyPrefix: name, points: points * factor, duration: seconds }),
    ]),
  );
  return {
    async consume(name, key) {
      // What stays in this process needs no disguise.
      const known = (limitTable[name] as Limit).alone === true ? key : cipher.mac('rate-limit', `${name}\0${key}`);
      try {
        await limiters.get(name)?.consume(known);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw tooMany(refusal.msBeforeNext);
        throw refusal;
      }
    },
  };
}

/** The part of an address that one subscriber has: IPv4 whole, IPv6 its first 64 bits. */
export function subscriberOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!mapped.includes(':')) return mapped;
  const [head = '', tail] = mapped.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}

function inMemory(options: LimiterOptions): RateLimiterAbstract {
  return new RateLimiterMemory(options);
}

function tooMany(milliseconds: number): TooManyRequests {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new TooManyRequests(seconds, {
    explanation: 'С вашего адреса пришло слишком много запросов подряд. Подождите немного и попробуйте ещё раз.',
  });
}
