// A process with a worker and nothing else, on the database of a test. What it handles, it notes in the table `handled`.
import { createContext, type Context } from '../../../src/context.ts';
import { openCase } from '../../../src/features/cases/index.ts';
import { createWorker } from '../../../src/platform/worker.ts';
import { eventually } from '../../journey/outbox.ts';
import { actorOf } from '../../support/cast.ts';
import { testConfig } from '../../support/config.ts';
import type { Order } from './processes.ts';

const { DATA_DIR: dataDir = '', DATABASE_URL: url = '' } = process.env;
const ctx = createContext(testConfig(dataDir, { DATABASE_URL: url }));

const note = (what: string) => ctx.db('handled').insert({ what, process: process.pid });

const worker = createWorker(
  { ...ctx, timeZone: 'Europe/Moscow' },
  {
    handlers: {
      'test.note': async (_payload, { id }) => void (await note(id)),
      // Goes on when another process handles events, too.
      'test.meet': async (_payload, { id }) => {
        await note(id);
        await eventually('another process', async () => (await ctx.db('handled').distinct('process')).length > 1);
      },
      'test.hang': async (_payload, { id }) => {
        await note(id);
        await new Promise(() => setInterval(() => {}, 60_000));
      },
    },
    schedule: ['first', 'second', 'third'].map((name) => ({
      name: `test.${name}`,
      cron: '0 0 1 1 *',
      run: () => note(name),
    })),
  },
);

/** Everything at once, as requests come. */
async function openCases(count: number): Promise<void> {
  const anna = await actorOf({ ctx }, 'anna');
  const open = (tx: Context) =>
    openCase(tx, anna, {
      kind: 'application',
      title: 'Архивная справка',
      party: anna.party,
      applicant: { id: anna.personId, name: 'Смирнова А. С.', surname: 'Смирнова' },
      department: 'archive',
      term: { amount: 10, unit: 'working-days', pausable: true },
      at: tx.clock.now(),
    });
  await Promise.all(Array.from({ length: count }, () => ctx.transaction(open)));
}

process.on('message', (order: Order) => {
  const work = order.work === 'drain' ? worker.drain() : openCases(order.count);
  work.then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
});
process.send?.('ready');
