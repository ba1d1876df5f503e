import { createHmac } from 'node:crypto';
import bcrypt from 'bcrypt';
import { TooManyRequests } from '../errors.ts';
import { createTurns } from './values/turns.ts';

export { isStrong, passwordAdvice, passwordProblems, type PasswordRules } from './values/password.ts';

export type Passwords = Readonly<{
  /** A hash to store. Throws TooManyRequests when too many wait. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one hashed. Pass null for somebody unknown: the same work is done, the answer is no, and the
   * time tells nothing. Throws TooManyRequests when too many wait.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
  /** Whether a stored hash was made with another cost and should be made anew at the next right password. */
  isOutdated(hash: string): boolean;
}>;

type Options = Readonly<{
  /** Secret kept outside the database: a stolen table alone cannot be guessed at. */
  pepper: Buffer;
  /** bcrypt cost; 12 takes about 210 ms. */
  cost: number;
  /** How many may wait for their turn. */
  queueLimit: number;
}>;

/** Two at a time: the thread pool has four threads and files need some of them. */
const AT_ONCE = 2;
const SECONDS_EACH = 0.25;

/**
 * Hashing of passwords (and of answers to control questions): bcrypt(base64(HMAC-SHA-384(pepper, NFC password))). The digest
 * takes 64 of the 72 bytes that bcrypt reads, so that long and Cyrillic passwords count to the last letter.
 */
export function createPasswords({ pepper, cost, queueLimit }: Options): Passwords {
  // Well-formed, and no digest of anything known: the work of comparing with it is the work of comparing with a real one.
  const nobody = `$2b$${String(cost).padStart(2, '0')}$${'K'.repeat(21)}u${'O'.repeat(31)}`;
  const refusal = () => new TooManyRequests(Math.ceil((queueLimit / AT_ONCE) * SECONDS_EACH) + 1);
  const turn = createTurns({ atOnce: AT_ONCE, waiting: queueLimit, refusal });
  const digest = (password: string) => createHmac('sha384', pepper).update(password.normalize('NFC')).digest('base64');

  return {
    hash: (password) => turn(() => bcrypt.hash(digest(password), cost)),
    verify: async (password, hash) => {
      const same = await turn(() => bcrypt.compare(digest(password), hash ?? nobody));
      return same && hash !== null;
    },
    isOutdated: (hash) => bcrypt.getRounds(hash) !== cost,
  };
}
