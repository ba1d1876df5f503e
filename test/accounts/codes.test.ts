import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { codeTimes, issueCode, redeemCode, type CodeKey } from '../../src/features/accounts/index.ts';
import { mayIssue, mayTry } from '../../src/features/accounts/codes/rules.ts';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';

const key: CodeKey = { purpose: 'test', subject: 'one', address: '+79000000055' };
const limits = { codeTries: 5, codeResendSeconds: 60, codesPerHour: 5 };
const sent = { createdAt: 0, expiresAt: 300 * second, usedAt: null, tries: 0 };

describe('the rules', () => {
  test.each([
    ['the first', null, 0, 0, true],
    ['one too early', sent, 59 * second, 1, 'AUTH-CODE-WAIT'],
    ['one in time', sent, 60 * second, 1, true],
    ['one after a used one', { ...sent, usedAt: 1 }, 2 * second, 0, true],
    ['the sixth unused in an hour', sent, 10 * minute, 5, 'AUTH-CODE-LIMIT'],
  ] as const)('to send: %s', (_name, last, now, unused, answer) => {
    const allowed = mayIssue(now, last, unused, limits);
    expect(allowed.ok || allowed.code).toBe(answer);
  });

  test.each([
    ['none was sent', null, 0, 'AUTH-CODE-EXPIRED'],
    ['it is used', { ...sent, usedAt: 1 }, 2, 'AUTH-CODE-USED'],
    ['its tries are gone', { ...sent, tries: 5 }, 2, 'AUTH-CODE-TRIES'],
    ['its time is over', sent, 300 * second, 'AUTH-CODE-EXPIRED'],
    ['it is fresh', sent, 300 * second - 1, true],
  ] as const)('to try, when %s', (_name, last, now, answer) => {
    const allowed = mayTry(now, last, limits);
    expect(allowed.ok || allowed.code).toBe(answer);
  });
});

describe('a code', () => {
  let site: TestApp;
  beforeEach(async () => void (site = await startApp()));
  afterEach(() => site.close());

  const issue = (which = key, options = {}) => site.ctx.transaction((tx) => issueCode(tx, which, options));
  const redeem = (code: string, which = key) => site.ctx.transaction((tx) => redeemCode(tx, which, code));

  async function issued(which = key): Promise<string> {
    const result = await issue(which);
    if (!result.ok) throw new Error(result.code);
    return result.code;
  }

  test('fits once, for its purpose, subject and address alone', async () => {
    const code = await issued();
    for (const other of [
      { ...key, purpose: 'else' },
      { ...key, subject: 'two' },
      { ...key, address: 'elsewhere' },
    ]) {
      expect(await redeem(code, other)).toMatchObject({ ok: false });
    }
    expect(await redeem(code)).toEqual({ ok: true });
    expect(await redeem(code)).toMatchObject({ ok: false, code: 'AUTH-CODE-USED' });
  });

  test('fits one of many that come at once', async () => {
    const code = await issued();
    const all = await Promise.all(Array.from({ length: 8 }, () => redeem(code)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('gives way to the next', async () => {
    const old = await issued();
    site.clock.advance(minute);
    const fresh = await issued();
    if (old !== fresh) expect(await redeem(old)).toMatchObject({ ok: false, code: 'AUTH-CODE-WRONG' });
    expect(await redeem(fresh)).toEqual({ ok: true });
  });

  test('has five tries, the right one included', async () => {
    const code = await issued();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const answers = [];
    for (let at = 0; at < 5; at += 1) answers.push(await redeem(wrong));
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual([
      ...Array(4).fill('AUTH-CODE-WRONG'),
      'AUTH-CODE-TRIES',
    ]);
    expect(await redeem(code)).toMatchObject({ ok: false, code: 'AUTH-CODE-TRIES' });
  });

  test('goes to the owner of a number however often strangers asked for codes there', async () => {
    await site.close();
    site = await startApp({ env: { CODES_PER_HOUR: '1' } });
    const { codesPerHour } = site.ctx.config.limits;
    for (let at = 0; at < codesPerHour; at += 1) await issue({ ...key, subject: `stranger ${at}` }, { decoy: true });
    expect(await issue({ ...key, subject: 'one more' }, { decoy: true })).toMatchObject({ code: 'AUTH-CODE-LIMIT' });
    expect(await issue({ ...key, purpose: 'login' })).toMatchObject({ ok: true });
  });

  test('that is a decoy fits nothing', async () => {
    const result = await issue(key, { decoy: true });
    expect(await redeem(result.ok ? result.code : '')).toMatchObject({ ok: false, code: 'AUTH-CODE-WRONG' });
  });

  test('tells when the next may follow', async () => {
    expect(await codeTimes(site.ctx, key)).toBeNull();
    await issued();
    const now = site.clock.now();
    expect(await codeTimes(site.ctx, key)).toEqual({
      sentAt: now,
      resendAt: now + minute,
      expiresAt: now + 5 * minute,
    });
    expect(await issue()).toMatchObject({
      ok: false,
      code: 'AUTH-CODE-WAIT',
      message: expect.stringContaining('через 60\u00A0секунд'),
    });
  });

  test('is swept after a day', async () => {
    await issued();
    await site.worker.drain();
    site.clock.advance(26 * 60 * minute);
    await site.worker.drain();
    expect(await site.ctx.db('one_time_codes')).toEqual([]);
  });
});
