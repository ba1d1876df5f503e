import { describe, expect, test } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createRateLimits, limitTable, subscriberOf } from '../../src/http/rate-limits.ts';
import { request, startApp } from './support/app.ts';

function app(env: Record<string, string> = {}) {
  return startApp({
    env: { REQUEST_LIMIT_FACTOR: '1', ...env },
    routes(routes) {
      routes.get('/check', { who: 'anyone', limit: 'check' }, (_req, res) => void res.send('ok'));
      routes.get('/mine', { who: 'person', limit: 'submissions' }, (_req, res) => void res.send('ok'));
    },
  });
}

test('beyond a limit: 429, a page, and the seconds to wait', async () => {
  const { app: running } = app();
  for (let at = 0; at < limitTable.check.points; at += 1)
    expect((await request(running).get('/check')).status).toBe(200);
  const answer = await request(running).get('/check');
  expect(answer.status).toBe(429);
  expect(answer.text).toContain('Слишком много попыток');
  const wait = Number(answer.headers['retry-after']);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(limitTable.check.seconds);
  expect((await request(running).get('/form')).status).toBe(200);
});

test('the configuration multiplies every limit', async () => {
  const { app: running } = app({ REQUEST_LIMIT_FACTOR: '2' });
  for (let at = 0; at < 2 * limitTable.check.points; at += 1)
    expect((await request(running).get('/check')).status).toBe(200);
  expect((await request(running).get('/check')).status).toBe(429);
});

test('limits by person count people, not the office they sit in', async () => {
  const { as } = app();
  const [anna, olga] = [await as('anna'), await as('olga')];
  for (let at = 0; at < limitTable.submissions.points; at += 1) expect((await anna.get('/mine')).status).toBe(200);
  expect((await anna.get('/mine')).status).toBe(429);
  expect((await olga.get('/mine')).status).toBe(200);
});

const exhaust = async (trust: string, from: (at: number) => string) => {
  const { app: running } = app({ TRUST_PROXY_HOPS: trust });
  let last = 200;
  for (let at = 0; at <= limitTable.check.points; at += 1) {
    last = (await request(running).get('/check').set('X-Forwarded-For', from(at))).status;
  }
  return last;
};

describe('whose address it is', () => {
  test('without a proxy nobody can invent one', async () => {
    expect(await exhaust('0', (at) => `10.0.0.${at}`)).toBe(429);
  });

  test('behind a proxy it is the one that the proxy saw', async () => {
    expect(await exhaust('1', (at) => `10.0.0.${at}`)).toBe(200);
    expect(await exhaust('1', (at) => `10.0.0.${at}, 10.9.9.9`)).toBe(429);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('subscriber of %s: %s', (address, subscriber) => {
    expect(subscriberOf(address)).toBe(subscriber);
  });
});

test('a store learns nothing of who came', async () => {
  const keys: string[] = [];
  class Watched extends RateLimiterMemory {
    override consume(key: string) {
      keys.push(key);
      return super.consume(key);
    }
  }
  const limits = createRateLimits({
    cipher: { mac: (purpose, value) => `${purpose}:${value.length}` },
    factor: 1,
    limiter: (options) => new Watched(options),
  });
  await limits.consume('login', '192.0.2.1');
  expect(keys).toEqual(['rate-limit:15']);
});
