import type { Knex } from 'knex';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Limiter } from './rate-limits.ts';

const table = 'rate_limits';

/** Counts kept in PostgreSQL, where every process sees them. Who is over a limit is refused from memory, without a query. */
export function createSharedLimiter(db: Knex): Limiter {
  return (options) =>
    new RateLimiterPostgres({
      ...options,
      storeClient: storeOn(db),
      storeType: 'client',
      tableName: table,
      tableCreated: true,
      clearExpiredByTimeout: false,
      inMemoryBlockOnConsumed: options.points,
    });
}

/** Deletes counts whose time is over. @returns how many */
export async function sweepLimits(db: Knex, now: number): Promise<number> {
  return db(table).where('expire', '<', now).delete();
}

type Statement = Readonly<{ text: string; values: readonly (string | number | null)[] }>;

/** What the limiter takes for a client of PostgreSQL, on the connections that everything else uses, too. */
function storeOn(db: Knex) {
  return {
    query: ({ text, values }: Statement) =>
      db.raw(
        text.replaceAll(/\$(\d+)/g, ':value$1'),
        Object.fromEntries(values.map((value, at) => [`value${at + 1}`, value])),
      ),
  };
}
