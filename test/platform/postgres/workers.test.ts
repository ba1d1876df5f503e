import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../journey/outbox.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { end, startWorkerProcess, type WorkerProcess } from './processes.ts';

let run: TestApp;
let workers: WorkerProcess[];
beforeEach(async () => {
  run = await startApp();
  await run.ctx.db.schema.createTable('handled', (table) => {
    table.text('what').notNullable();
    table.integer('process').notNullable();
  });
  const { dataDir, database } = run.ctx.config;
  const start = () => startWorkerProcess({ DATA_DIR: dataDir, DATABASE_URL: database.url ?? '' });
  workers = await Promise.all([start(), start()]);
});
afterEach(async () => {
  await Promise.all(workers.map(({ process }) => end(process, 'SIGKILL')));
  await run.close();
});

const both = (order: Parameters<WorkerProcess['order']>[0]) =>
  Promise.all(workers.map((worker) => worker.order(order)));

async function publish(kind: string, count: number): Promise<void> {
  // At the beginning of time: due by the clock of the processes, whatever day it is for them.
  for (let n = 0; n < count; n += 1) await run.ctx.outbox.publish({ kind, payload: { n }, notBefore: 0 });
}

const notes = async () =>
  (await run.ctx.db('handled').select('what', 'process')) as { what: string; process: number }[];
const events = async () =>
  (await run.ctx.db('outbox').where('kind', 'like', 'test.%').select('id', 'attempts', 'outcome')) as {
    id: string;
    attempts: number;
    outcome: string | null;
  }[];

/** As if the time of every lease had passed. */
const passLeases = () => run.ctx.db('outbox').whereNull('closed_at').update({ lease_until: 0 });

describe('events', () => {
  test('are each handled once, whichever process is faster', async () => {
    await publish('test.meet', 120);
    await both({ work: 'drain' });
    const all = await events();
    expect(all).toHaveLength(120);
    expect(all.every(({ attempts, outcome }) => attempts === 1 && outcome === 'done')).toBe(true);
    expect((await notes()).map(({ what }) => what).sort()).toEqual(all.map(({ id }) => id).sort());
  });

  test('that a killed process had in hand are handled by the other, once their lease is over; none is lost', async () => {
    const [first, second] = workers as [WorkerProcess, WorkerProcess];
    await publish('test.hang', 1);
    void first.order({ work: 'drain' });
    await eventually('the handler to begin', async () => (await notes()).length === 1);
    await publish('test.note', 20);
    await end(first.process, 'SIGKILL');

    await second.order({ work: 'drain' });
    const [hanging] = (await events()).filter(({ outcome }) => outcome === null);
    expect(hanging).toMatchObject({ attempts: 1, outcome: null });
    expect(await notes()).toHaveLength(21);

    // The same event, but one that can be finished.
    await run.ctx.db('outbox').where({ kind: 'test.hang' }).update({ kind: 'test.note' });
    await passLeases();
    await second.order({ work: 'drain' });
    expect((await events()).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 21 }, () => 'done'));
    expect((await events()).find(({ id }) => id === hanging?.id)?.attempts).toBe(2);
    expect((await notes()).filter(({ what }) => what === hanging?.id)).toEqual([
      { what: hanging?.id, process: first.process.pid },
      { what: hanging?.id, process: second.process.pid },
    ]);
  });
});

test('scheduled work is done by one process each time', async () => {
  await both({ work: 'drain' });
  expect(await notes()).toEqual([]);
  for (let time = 0; time < 10; time += 1) {
    await run.ctx.db('scheduled_jobs').where('name', 'like', 'test.%').update({ next_at: 0 });
    await both({ work: 'drain' });
  }
  const done = (await notes()).map(({ what }) => what).sort();
  expect(done).toEqual(['first', 'second', 'third'].flatMap((name) => Array.from({ length: 10 }, () => name)));
});

test('cases opened by two processes at the same moment have numbers without repetition and without gaps', async () => {
  const count = 60;
  await both({ work: 'open-cases', count });
  const numbers = (await run.ctx.db('cases').pluck('number')) as string[];
  const places = numbers.map((number) => Number(number.split('-')[2])).sort((one, other) => one - other);
  expect(places).toEqual(Array.from({ length: 2 * count }, (_, at) => at + 1));
}, 60_000);
