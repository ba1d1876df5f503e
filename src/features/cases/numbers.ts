import type { Context } from '../../context.ts';
import { makeNumber } from '../../platform/values/public-number.ts';
import { dateIn } from '../../platform/values/time.ts';

/**
 * The next public number of this region and year. The counter's row stays locked until the caller's transaction ends, so
 * numbers are neither given twice nor lost to a rollback, on SQLite and PostgreSQL alike.
 */
export async function nextNumber(tx: Context, at: number): Promise<string> {
  const { region, timeZone } = tx.config;
  const year = Number(dateIn(at, timeZone).slice(0, 4));
  const [row] = (await tx
    .db('number_counters')
    .insert({ region: region.code, year, last: 1 })
    .onConflict(['region', 'year'])
    .merge({ last: tx.db.raw('number_counters.last + 1') })
    .returning('last')) as { last: number }[];
  if (row === undefined) throw new Error('the counter of case numbers gave no number');
  return makeNumber(region.code, year, row.last);
}
