import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createContext, type Context } from '../../../src/context.ts';
import { cast, demoPassword } from '../../../src/features/demo/cast.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { httpVisitor } from '../../journey/http/visitor.ts';
import { eventually } from '../../journey/outbox.ts';
import { newPerson } from '../../journey/person.ts';
import { walk } from '../../journey/walk.ts';
import { openSession, personOf } from '../../support/cast.ts';
import { testConfig } from '../../support/config.ts';
import { emptyPostgres, type OwnDatabase } from '../../support/postgres.ts';
import { signWithLibrary } from '../../support/signing.ts';
import { end, freePort, ready, startBalancer, startPortal, type Portal } from './processes.ts';

let database: OwnDatabase;
let settings: Record<string, string>;
let portals: [Portal, Portal];
let balancer: Awaited<ReturnType<typeof startBalancer>>;
let ctx: Context;

beforeAll(async () => {
  database = await emptyPostgres();
  const [one, other] = [await freePort(), await freePort()];
  balancer = await startBalancer([`http://127.0.0.1:${one}`, `http://127.0.0.1:${other}`]);
  settings = {
    DATABASE_URL: database.url,
    DATA_DIR: await mkdtemp(path.join(process.env['KABINET_TEST_DIR'] ?? '', 'servers-')),
    PUBLIC_URL: balancer.origin,
    REQUEST_LIMIT_FACTOR: '1',
  };
  portals = [startPortal(one, settings), startPortal(other, settings)];
  await Promise.all(portals.map(ready));
  ctx = createContext(testConfig(settings['DATA_DIR'] ?? '', settings), { clock: systemClock });
}, 120_000);
afterAll(async () => {
  balancer.close();
  await Promise.all(portals.map(({ process }) => end(process)));
  await ctx.db.destroy();
  await database.drop();
  await rm(settings['DATA_DIR'] ?? '', { recursive: true });
}, 60_000);

type Form = Readonly<{ cookie?: string; fields?: Readonly<Record<string, string>> }>;

/** Sends a form to one of the processes as a browser would from a page of the portal. */
function post({ origin }: Portal, address: string, { cookie = '', fields = {} }: Form = {}): Promise<Response> {
  return fetch(new URL(address, origin), {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: { cookie, 'Sec-Fetch-Site': 'same-origin' },
  });
}

const [first, second] = [() => portals[0], () => portals[1]];

test('two processes that begin together on an empty database make its tables and the demo once', async () => {
  const files = await readdir(path.join(import.meta.dirname, '../../../migrations'));
  expect(await ctx.db('knex_migrations').orderBy('name').pluck('name')).toEqual(
    files.map((name) => name.replace('.ts', '')).sort(),
  );
  // The cast, and a newcomer whose request to confirm her identity waits at the desk.
  expect(await ctx.db('people').count({ count: '*' })).toEqual([{ count: Object.keys(cast).length + 1 }]);
  expect(await ctx.db('organisations').count({ count: '*' })).toEqual([{ count: 1 }]);
});

test('a person walks the whole way from registration to the checked result with every request going to the other process', async () => {
  const steps: string[] = [];
  const { now } = ctx.clock;
  const world = {
    base: balancer.origin,
    newVisitor: async () => httpVisitor(balancer.origin),
    sign: signWithLibrary(now),
    begin: (step: string) => void steps.push(step),
    now,
  };
  const { result } = await walk(world, newPerson());
  expect(steps.at(-1)).toBe('check the result');
  expect(result.bytes.subarray(0, 5).toString()).toBe('%PDF-');
}, 180_000);

describe('two processes', () => {
  test('know the same sessions, and that they are over', async () => {
    const cookie = await openSession({ ctx }, 'anna');
    const cabinet = ({ origin }: Portal) =>
      fetch(new URL('/cabinet', origin), { redirect: 'manual', headers: { cookie } }).then(({ status }) => status);
    expect([await cabinet(first()), await cabinet(second())]).toEqual([200, 200]);
    expect((await post(first(), '/logout', { cookie })).status).toBe(303);
    expect([await cabinet(first()), await cabinet(second())]).toEqual([303, 303]);
  });

  test('count requests together', async () => {
    await ctx.db('rate_limits').delete();
    const answers: number[] = [];
    for (let n = 0; n < 32; n += 1)
      for (const portal of portals) answers.push((await post(portal, '/register', { fields: { phone: '1' } })).status);
    expect(answers.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 422));
    expect(answers.slice(60)).toEqual([429, 429, 429, 429]);
  });

  test('count wrong passwords together', async () => {
    await ctx.db('rate_limits').delete();
    const fields = { login: cast.vera.phone, password: 'не тот пароль' };
    const statuses: number[] = [];
    for (const portal of [first(), second(), first()]) statuses.push((await post(portal, '/login', { fields })).status);
    expect(statuses).toEqual([422, 422, 429]);
    const right = await post(second(), '/login', { fields: { ...fields, password: demoPassword } });
    expect(right.status).toBe(429);
    expect(await right.text()).toContain('Превышено количество попыток');
  });
});

describe('a process that is killed', () => {
  const count = 400;
  const waiting = () => ctx.db('outbox').whereNull('closed_at').where('event_key', 'like', 'kill.%');
  const left = async () => Number((await waiting().count({ count: '*' }))[0]?.['count']);

  test('loses no event and lets none happen twice: the other sends what is left', async () => {
    const { id: personId } = await personOf({ ctx }, 'anna');
    const subjects = Array.from({ length: count }, (_, n) => `Проверка связи № ${n}.`);
    await ctx.transaction(async (tx) => {
      for (const [n, subject] of subjects.entries())
        await tx.outbox.publish({
          kind: 'notification.sms',
          key: `kill.${n}`,
          payload: { personId, subject, text: '' },
        });
    });
    await eventually('both to be at work', async () => (await left()) < count - 20);
    await end(first().process, 'SIGKILL');
    await eventually('the other to send the rest', async () => {
      // As if the time of the leases had passed that the killed process held.
      await waiting().where('attempts', 1).update({ lease_until: 0 });
      return (await left()) === 0;
    });

    const events = (await ctx.db('outbox').where('event_key', 'like', 'kill.%').select('id', 'outcome')) as {
      id: string;
      outcome: string;
    }[];
    expect(events.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    const sent = (await ctx.db('demo_deliveries').pluck('id')) as string[];
    expect(events.filter(({ id }) => sent.filter((other) => other === id).length !== 1)).toEqual([]);
  }, 120_000);

  test('comes back to the same data, and the journal of both is whole', async () => {
    portals[0] = startPortal(Number(new URL(first().origin).port), settings);
    await ready(first());
    await Promise.all(portals.map(({ process }) => end(process)));
    const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', 'audit', 'verify'], {
      cwd: path.join(import.meta.dirname, '../../..'),
      env: { PATH: process.env['PATH'], KABINET_MODE: 'demo', ...settings },
    });
    expect(stdout).toMatch(/Журнал цел/);
  }, 60_000);
});
