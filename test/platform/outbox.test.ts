import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { hour, minute } from '../../src/platform/values/durations.ts';
import { claimNext, complete, lease, postpone } from '../../src/platform/outbox.ts';
import { createWorker, heartbeat, type Jobs } from '../../src/platform/worker.ts';
import { eventually } from '../journey/outbox.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeEach(async () => {
  run = await startApp();
});
afterEach(() => run.close());

function workerOf(jobs: Partial<Jobs>) {
  return createWorker({ ...run.ctx, timeZone: 'Europe/Moscow' }, { handlers: {}, schedule: [], ...jobs });
}

const row = async () =>
  (await run.ctx.db('outbox').where({ kind: 'ping' }).first('attempts', 'lease_until', 'closed_at', 'outcome')) as {
    attempts: number;
    lease_until: number;
  };

/** From now on intervals wait for the function that it gives: a heartbeat passes, on the clock as well. */
function startBeating() {
  const others = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setTimeout'] as const;
  jest.useFakeTimers({ doNotFake: [...others, 'clearImmediate', 'clearTimeout'] });
  return async () => {
    run.clock.advance(heartbeat);
    await jest.advanceTimersByTimeAsync(heartbeat);
  };
}

describe('the outbox', () => {
  test('an event published in a transaction that fails never happens', async () => {
    const seen: unknown[] = [];
    const worker = workerOf({ handlers: { ping: async (payload) => void seen.push(payload) } });
    const failing = run.ctx.transaction(async (tx) => {
      await tx.outbox.publish({ kind: 'ping', payload: { n: 1 } });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await worker.drain();
    expect(seen).toEqual([]);
  });

  test('a key makes an event happen once', async () => {
    const seen: unknown[] = [];
    const worker = workerOf({ handlers: { ping: async (payload) => void seen.push(payload) } });
    await run.ctx.outbox.publish({ kind: 'ping', key: 'a', payload: { n: 1 } });
    await run.ctx.outbox.publish({ kind: 'ping', key: 'a', payload: { n: 2 } });
    await worker.drain();
    await run.ctx.outbox.publish({ kind: 'ping', key: 'a', payload: { n: 3 } });
    await worker.drain();
    expect(seen).toEqual([{ n: 1 }]);
  });

  test('payloads are encrypted while they wait and wiped once handled', async () => {
    const worker = workerOf({ handlers: { ping: async () => {} } });
    await run.ctx.outbox.publish({ kind: 'ping', payload: { phone: '+79000000001' } });
    const waiting = await run.ctx.db('outbox').where({ kind: 'ping' }).first();
    expect(JSON.stringify(waiting)).not.toContain('79000000001');
    await worker.drain();
    expect(await run.ctx.db('outbox').where({ kind: 'ping' }).first()).toMatchObject({
      payload_sealed: '',
      outcome: 'done',
    });
  });

  test('a failing handler is tried again, later each time', async () => {
    let attempts = 0;
    const worker = workerOf({
      handlers: {
        ping: async () => {
          attempts += 1;
          if (attempts < 3) throw new Error('gateway is down');
        },
      },
    });
    await run.ctx.outbox.publish({ kind: 'ping', payload: {} });
    await worker.drain();
    expect(attempts).toBe(1);
    run.clock.advance(5000);
    await worker.drain();
    expect(attempts).toBe(2);
    run.clock.advance(5000);
    await worker.drain();
    expect(attempts).toBe(2);
    run.clock.advance(5000);
    await worker.drain();
    expect(attempts).toBe(3);
  });

  test('two workers never claim the same event, and a dead one loses its claim', async () => {
    await run.ctx.outbox.publish({ kind: 'ping', payload: { n: 1 } });
    const claimed = await claimNext(run.ctx);
    expect(claimed?.payload).toEqual({ n: 1 });
    expect(await claimNext(run.ctx)).toBeUndefined();
    run.clock.advance(3 * minute);
    const second = await claimNext(run.ctx);
    expect(second?.attempts).toBe(2);
    // The first comes back after all: the event is no longer its own.
    if (claimed === undefined || second === undefined) throw new Error('nothing was claimed');
    await complete(run.ctx, claimed);
    await postpone(run.ctx, claimed);
    expect(await claimNext(run.ctx)).toBeUndefined();
    expect(await row()).toMatchObject({ attempts: 2, closed_at: null });
    await complete(run.ctx, second);
    expect(await row()).toMatchObject({ outcome: 'done' });
  });

  test('a handler may take longer than its lease: the worker renews it as long as the handler is at work', async () => {
    const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = workerOf({ handlers: { ping: () => (begun.resolve(), done.promise) } });
    await run.ctx.outbox.publish({ kind: 'ping', payload: {} });
    const beat = startBeating();
    try {
      const draining = worker.drain();
      await begun.promise;
      for (let beats = 0; beats * heartbeat < 2 * lease; beats += 1) {
        await beat();
        await eventually('the lease to begin anew', async () => (await row()).lease_until === run.clock.now() + lease);
        expect(await claimNext(run.ctx)).toBeUndefined();
      }
      done.resolve();
      await draining;
    } finally {
      jest.useRealTimers();
    }
    expect(await row()).toMatchObject({ attempts: 1, outcome: 'done' });
  });

  test('events of one moment happen in the order of their publication', async () => {
    const seen: unknown[] = [];
    const worker = workerOf({ handlers: { ping: async (payload) => void seen.push(payload) } });
    for (let n = 0; n < 12; n += 1) await run.ctx.outbox.publish({ kind: 'ping', payload: { n } });
    // A row that is written again may lie elsewhere from then on.
    const early = run.ctx.db('outbox').where({ kind: 'ping' }).orderBy('id').limit(3).select('id');
    await run.ctx.db('outbox').whereIn('id', early).update({ lease_until: 0 });
    await worker.drain();
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => ({ n })));
  });

  test('an event put off waits for its time', async () => {
    await run.ctx.outbox.publish({ kind: 'ping', payload: {}, notBefore: run.clock.now() + hour });
    expect(await claimNext(run.ctx)).toBeUndefined();
    run.clock.advance(hour);
    expect(await claimNext(run.ctx)).toBeDefined();
  });
});

describe('the schedule', () => {
  test('a job runs when its time has come, once', async () => {
    let runs = 0;
    const worker = workerOf({ schedule: [{ name: 'hourly', cron: '0 * * * *', run: async () => void (runs += 1) }] });
    await worker.drain();
    expect(runs).toBe(0);
    run.clock.advance(hour);
    await worker.drain();
    await worker.drain();
    expect(runs).toBe(1);
  });

  test('a job that fails does not stop the others', async () => {
    let runs = 0;
    const worker = workerOf({
      schedule: [
        { name: 'bad', cron: '0 * * * *', run: () => Promise.reject(new Error('no')) },
        { name: 'good', cron: '0 * * * *', run: async () => void (runs += 1) },
      ],
    });
    await worker.drain();
    run.clock.advance(hour);
    await worker.drain();
    expect(runs).toBe(1);
  });
});
