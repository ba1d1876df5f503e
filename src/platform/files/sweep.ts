import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import type { Clock } from '../clock.ts';
import { day } from '../values/durations.ts';

const batch = 200;

/**
 * Removes content that no row keeps: broken uploads, and files whose row was dropped.
 * Young ones are left alone, for their transaction may still be under way.
 * @returns how many files were removed.
 */
export async function sweepOrphans(
  { dir, db, clock }: Readonly<{ dir: string; db: Knex; clock: Clock }>,
  olderThan = day,
): Promise<number> {
  let removed = 0;
  for (const shard of await readdir(dir).catch(() => [])) {
    const names = await readdir(path.join(dir, shard));
    for (let start = 0; start < names.length; start += batch) {
      const some = names.slice(start, start + batch);
      const rows = (await db('files').whereIn('id', some).select('id')) as { id: string }[];
      const kept = new Set(rows.map(({ id }) => id));
      for (const name of some) {
        if (kept.has(name)) continue;
        const file = path.join(dir, shard, name);
        const { mtimeMs } = await stat(file);
        if (clock.now() - mtimeMs < olderThan) continue;
        await rm(file, { force: true });
        removed += 1;
      }
    }
  }
  return removed;
}
