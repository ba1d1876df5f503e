import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signCms } from '../../src/pki/index.ts';
import { minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { latestCode } from '../support/outbox.ts';
import { startWith } from '../support/people.ts';
import { testPki } from '../support/pki.ts';
import { answerPage, attach, download, fillIn, frozen, locationOf, signWith, uploadSignature } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

const post = (browser: Browser, address: string, body: object = {}) => browser.post(address).type('form').send(body);

describe('the paper to be signed', () => {
  test('is offered with its digest, and the same bytes come however often it is asked for', async () => {
    const { draft, bytes } = await frozen(anna);
    const page = await anna.get(`${draft}/signing`).expect(200);
    expect(parse(page.text)('main').text()).toContain(createHash('sha256').update(bytes).digest('hex'));
    await post(anna, `${draft}/signing`).expect(303);
    expect((await download(anna, `${draft}/signing/paper`)).equals(bytes)).toBe(true);
  });

  test('is not made from an incomplete application', async () => {
    const draft = await fillIn(anna, 'earthworks-permit');
    await answerPage(anna, `${draft}/pages/works`, { place: '', do: 'save' });
    const refused = await post(anna, `${draft}/signing`);
    expect(refused.status).toBe(422);
    expect(parse(refused.text)('.error-summary a').first().attr('href')).toBe(`${draft}/pages/works#place`);
    expect(locationOf(await anna.get(`${draft}/signing`).expect(303))).toBe(`${draft}/check`);
    await anna.get(`${draft}/signing/paper`).expect(404);
  });

  test('is voided by an edit and by another file, together with the signature under it', async () => {
    const { draft, bytes } = await frozen(anna);
    await uploadSignature(anna, draft, await signWith(app, 'anna-rsa', bytes)).expect(303);
    await answerPage(anna, `${draft}/pages/works`, { place: 'ул. Новая, д. 1', do: 'save' });
    expect(locationOf(await anna.get(`${draft}/signing`))).toBe(`${draft}/check`);
    expect((await post(anna, `${draft}/submission`)).text).toContain('SIG-ABSENT');
    await post(anna, `${draft}/signing`).expect(303);
    const second = await download(anna, `${draft}/signing/paper`);
    expect(second.equals(bytes)).toBe(false);
    await attach(anna, draft, 'approvals');
    await anna.get(`${draft}/signing/paper`).expect(404);
  });

  test('survives merely walking through the form', async () => {
    const { draft } = await frozen(anna);
    await answerPage(anna, `${draft}/pages/works`, { do: 'continue' });
    await anna.get(`${draft}/signing/paper`).expect(200);
  });
});

describe('a signature file', () => {
  test.each(['anna-rsa', 'anna-ec'] as const)(
    'by %s is verified, shown with its certificate, and sent along',
    async (key) => {
      const { draft, bytes } = await frozen(anna);
      await uploadSignature(anna, draft, await signWith(app, key, bytes)).expect(303);
      const page = await anna.get(`${draft}/signing`);
      expect(textOf(page.text, '.signature')).toMatch(/учебная.*Смирнова Анна Сергеевна.*Подпись верна/);
      expect(textOf(page.text, 'main')).not.toMatch(/Подписано квалифицированным/);
      const sent = await post(anna, `${draft}/submission`).expect(303);
      const number = /\/applications\/([\d-]+)/.exec(locationOf(sent))?.[1] ?? '';
      const card = await anna.get(`/applications/${number}`).expect(200);
      expect(textOf(card.text, '.signature')).toContain('Подпись верна');
      expect((await download(anna, `/applications/${number}/copy`)).equals(bytes)).toBe(true);
      expect((await download(anna, `/applications/${number}/signature`))[0]).toBe(0x30);
    },
  );

  async function refusal(signature: (bytes: Buffer) => Promise<Buffer> | Buffer): Promise<string> {
    const { draft, bytes } = await frozen(anna);
    const refused = await uploadSignature(anna, draft, await signature(bytes));
    expect(refused.status).toBe(422);
    expect(parse(refused.text)('.error-summary a').attr('href')).toBe('#signature');
    expect(textOf(refused.text, 'main')).toMatch(/Номер попытки П-\d\d-\d{4}/);
    expect((await post(anna, `${draft}/submission`)).text).toContain('SIG-ABSENT');
    return summaryOf(refused.text).join();
  }

  test('over other bytes is refused', async () => {
    expect(await refusal((bytes) => signWith(app, 'anna-rsa', Buffer.concat([bytes, Buffer.from(' ')])))).toContain(
      'SIG-DIGEST',
    );
  });

  test("by another person's certificate is refused", async () => {
    expect(await refusal((bytes) => signWith(app, 'vera-rsa', bytes))).toContain('SIG-OWNER');
  });

  test('by an expired certificate is refused', async () => {
    expect(await refusal((bytes) => signWith(app, 'anna-expired', bytes))).toContain('SIG-EXPIRED');
  });

  test('by a revoked certificate is refused', async () => {
    expect(await refusal((bytes) => signWith(app, 'anna-revoked', bytes))).toContain('SIG-REVOKED');
  });

  test('by an authority that nobody trusts is refused', async () => {
    expect(await refusal((bytes) => signWith(app, 'anna-unknown', bytes))).toContain('SIG-UNKNOWN-ISSUER');
  });

  test('under a chain of a foreign root is refused', async () => {
    const pki = await testPki(app.ctx.clock.now());
    const { certificate, key, chain } = await pki.identity();
    const at = app.ctx.clock.now();
    expect(await refusal((content) => signCms({ content, certificate, key, chain, at, detached: true }))).toContain(
      'SIG-UNKNOWN-ISSUER',
    );
  });

  test('that is damaged is refused', async () => {
    const damaged = async (bytes: Buffer) => {
      const signature = await signWith(app, 'anna-rsa', bytes);
      signature[signature.length - 5] = (signature.at(-5) ?? 0) ^ 0xff;
      return signature;
    };
    expect(await refusal(damaged)).toContain('SIG-INVALID');
    expect(await refusal(async (bytes) => (await signWith(app, 'anna-rsa', bytes)).subarray(0, 300))).toContain(
      'SIG-DAMAGED',
    );
  });

  test('that is no signature at all, empty, absent or too large is refused', async () => {
    expect(await refusal(() => Buffer.from('%PDF-1.7'))).toContain('FILE-TYPE');
    expect(await refusal(() => Buffer.alloc(0))).toContain('FILE-EMPTY');
    expect(await refusal(() => Buffer.alloc(1024 * 1024 + 1, 0x30))).toContain('FILE-TOO-LARGE');
    const { draft } = await frozen(anna);
    const absent = await anna.post(`${draft}/signature`).field('x', 'y');
    expect(absent.status).toBe(422);
    expect(summaryOf(absent.text).join()).toContain('FILE-ABSENT');
  });

  test('is judged once more when it is sent: whom the portal has ceased to trust does not pass', async () => {
    const late = await startApp();
    const browser = await signIn(late, 'anna');
    const { draft, bytes } = await frozen(browser);
    await uploadSignature(browser, draft, await signWith(late, 'anna-rsa', bytes)).expect(303);
    await rm(path.join(late.ctx.config.portal.trustDir, 'ca.crt'));
    late.clock.advance(2 * minute);
    const refused = await post(browser, `${draft}/submission`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('SIG-UNKNOWN-ISSUER');
    await browser.get(draft).expect(200);
    await late.close();
  });
});

describe('an organisation', () => {
  test("signs with the certificate that carries its own ИНН and ОГРН, not with its head's personal one", async () => {
    const chief = await signIn(app, 'anna', { organisation: true });
    const { draft, bytes } = await frozen(chief);
    const personal = await uploadSignature(chief, draft, await signWith(app, 'anna-rsa', bytes));
    expect(summaryOf(personal.text).join()).toContain('SIG-OWNER');
    await uploadSignature(chief, draft, await signWith(app, 'romashka-rsa', bytes)).expect(303);
    const sent = await post(chief, `${draft}/submission`).expect(303);
    const number = /\/applications\/([\d-]+)/.exec(locationOf(sent))?.[1] ?? '';
    await chief.get(`/applications/${number}`).expect(200);
    await anna.get(`/applications/${number}`).expect(404);
    const boris = await signIn(app, 'boris', { organisation: true });
    const seen = await boris.get(`/applications/${number}`).expect(200);
    expect(parse(seen.text)('a[href$="/withdrawal"]')).toHaveLength(0);
  });
});

describe('a code from an SMS', () => {
  async function prepared(): Promise<string> {
    const draft = await fillIn(anna, 'housing-subsidy');
    await post(anna, `${draft}/signing`).expect(303);
    return draft;
  }
  /** What is entered under the attempt number that a refusal shows: the code of the refusal, at this very draft. */
  async function attemptIn(page: string, draft: string): Promise<string | undefined> {
    const [number = ''] = /П-\d\d-\d{4}/.exec(textOf(page, '.error-summary')) ?? [];
    const row = (await app.ctx.db('submission_attempts').where({ number }).first()) as
      { code: string; application_id: string } | undefined;
    expect(row?.application_id).toBe(draft.split('/').at(-1));
    return row?.code;
  }
  const confirm = (draft: string, code: string) => post(anna, `${draft}/signature/confirmation`, { code });

  test('signs the paper and is told apart from a certificate', async () => {
    const draft = await prepared();
    expect((await post(anna, `${draft}/submission`)).text).toContain('SIG-ABSENT');
    const back = `main a[href="${draft}/check"]:contains("Вернуться к проверке")`;
    expect(parse((await anna.get(`${draft}/signing`)).text)(back)).toHaveLength(1);
    await post(anna, `${draft}/signature/code`).expect(303);
    expect(parse((await anna.get(`${draft}/signing`)).text)(back)).toHaveLength(1);
    const code = await latestCode(app, cast.anna.phone);
    await confirm(draft, `${code.slice(0, 3)} ${code.slice(3)}`).expect(303);
    const page = await anna.get(`${draft}/signing`);
    expect(textOf(page.text, 'main')).toContain('Подписано кодом из СМС');
    expect(page.text).not.toContain(cast.anna.phone);
    const sent = await post(anna, `${draft}/submission`).expect(303);
    const number = /\/applications\/([\d-]+)/.exec(locationOf(sent))?.[1] ?? '';
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).toContain('Подписано кодом из СМС');
  });

  test('that is wrong, malformed, replayed or late signs nothing', async () => {
    const draft = await prepared();
    app.clock.advance(61_000);
    await post(anna, `${draft}/signature/code`).expect(303);
    const code = await latestCode(app, cast.anna.phone);
    const wrong = code === '111111' ? '222222' : '111111';
    const refused = (await confirm(draft, wrong)).text;
    expect(summaryOf(refused).join()).toContain('Код не подошёл');
    expect(textOf(refused, '.error-summary')).toContain('Код ошибки: AUTH-CODE-WRONG');
    expect(await attemptIn(refused, draft)).toBe('AUTH-CODE-WRONG');
    const mistyped = (await confirm(draft, 'abc')).text;
    expect(textOf(mistyped, '.error-summary')).toContain('AUTH-CODE-WRONG');
    expect(await attemptIn(mistyped, draft)).toBe('AUTH-CODE-WRONG');
    const empty = await confirm(draft, '');
    expect([empty.status, textOf(empty.text, 'main')]).toEqual([422, expect.not.stringContaining('Номер попытки')]);
    app.clock.advance(301_000);
    const late = (await confirm(draft, code)).text;
    expect(summaryOf(late).join()).toContain('истёк');
    expect(await attemptIn(late, draft)).toBe('AUTH-CODE-EXPIRED');
    expect((await post(anna, `${draft}/submission`)).text).toContain('SIG-ABSENT');
  });

  test('belongs to one paper: after an edit it fits nothing', async () => {
    const draft = await prepared();
    app.clock.advance(61_000);
    await post(anna, `${draft}/signature/code`).expect(303);
    const code = await latestCode(app, cast.anna.phone);
    await answerPage(anna, `${draft}/pages/home`, { area: '70', do: 'save' });
    await post(anna, `${draft}/signing`).expect(303);
    expect((await confirm(draft, code)).status).toBe(422);
  });

  test('comes again only after a while', async () => {
    const draft = await prepared();
    app.clock.advance(61_000);
    await post(anna, `${draft}/signature/code`).expect(303);
    const hasty = await post(anna, `${draft}/signature/code`);
    expect(hasty.status).toBe(422);
    expect(summaryOf(hasty.text).join()).toContain('через');
    expect(textOf(hasty.text, '.error-summary')).toContain('AUTH-CODE-WAIT');
    expect(await attemptIn(hasty.text, draft)).toBe('AUTH-CODE-WAIT');
  });
});
