import { parseConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { createJobs } from '../../src/jobs.ts';
import { sweepOrphans } from '../../src/platform/files/sweep.ts';
import { minute } from '../../src/platform/values/durations.ts';
import { createWorker } from '../../src/platform/worker.ts';
import { openSession, type CastName } from '../support/cast.ts';
import { compare, type Findings } from './findings.ts';
import type { Ledger } from './ledger.ts';

/** Cookies of new sessions of these members of the cast, two each: a person may have two browsers open. */
export async function cookiesOf(env: Readonly<Record<string, string>>, names: readonly CastName[]): Promise<string[]> {
  const ctx = createContext(parseConfig(env));
  const cookies: string[] = [];
  for (const name of [...names, ...names]) cookies.push(await openSession({ ctx }, name));
  await ctx.db.destroy();
  return cookies;
}

/**
 * Lets the worker finish what the killed ones had begun, three minutes later, when their leases have run out; sweeps what
 * belongs to no row; then compares. `journal` names what is wrong with the database itself.
 */
export async function reckon(
  env: Readonly<Record<string, string>>,
  ledger: Ledger,
): Promise<Findings & Readonly<{ journal: string[] }>> {
  const clock = { now: () => Date.now() + 3 * minute };
  const ctx = createContext(parseConfig(env), { clock });
  try {
    const worker = createWorker({ ...ctx, timeZone: ctx.config.timeZone }, createJobs(ctx));
    await worker.drain();
    await worker.stop();
    await sweepOrphans({ dir: ctx.filesDir, db: ctx.db, clock }, 0);
    const findings = await compare(ctx, ledger);
    const journal: string[] = [];
    const [integrity] = (await ctx.db.raw('pragma integrity_check')) as { integrity_check: string }[];
    if (integrity?.integrity_check !== 'ok') journal.push(`integrity_check: ${integrity?.integrity_check ?? ''}`);
    const open = (await ctx.db('outbox').whereNull('closed_at').select('kind')) as { kind: string }[];
    for (const { kind } of open) journal.push(`an event is still open: ${kind}`);
    return { ...findings, journal };
  } finally {
    await ctx.db.destroy();
  }
}
