import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hour, minute } from '../../src/platform/values/durations.ts';
import { claimNext } from '../../src/platform/outbox.ts';
import { createWorker, type Jobs } from '../../src/platform/worker.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeEach(async () => {
  run = await startApp();
});
afterEach(() => run.close());

function workerOf(jobs: Partial<Jobs>) {
  return createWorker({ ...run.ctx, timeZone: 'Europe/Moscow' }, { handlers: {}, schedule: [], ...jobs });
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
    expect((await claimNext(run.ctx))?.attempts).toBe(2);
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
