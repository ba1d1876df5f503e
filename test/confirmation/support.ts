import { hash } from 'node:crypto';
import type { Response } from 'supertest';
import { createPerson, findPerson, sessionStore, type Person } from '../../src/features/accounts/index.ts';
import { completePersonInn } from '../../src/platform/values/inn.ts';
import { completeSnils } from '../../src/platform/values/snils.ts';
import type { TestApp } from '../support/app.ts';
import { visitor, type Browser } from '../support/cast.ts';
import { png } from '../support/files.ts';
import { fieldsOf } from '../support/html.ts';

export type Newcomer = Readonly<{
  person: Person;
  browser: Browser;
  phone: string;
  email: string;
  form: Record<string, string>;
}>;

let made = 0;

/** Somebody who has just registered and is signed in, with an identity of their own to state. */
export async function newcomer(app: TestApp, { email = true } = {}): Promise<Newcomer> {
  made += 1;
  const { ctx } = app;
  const phone = `+7900100${String(1000 + made)}`;
  const address = `newcomer-${made}@example.test`;
  const confirmedAt = ctx.clock.now();
  const person = await ctx.transaction((tx) =>
    createPerson(tx, {
      name: { last: 'Тихонов', first: 'Лев', middle: null },
      passwordHash: 'not a password',
      identifiers: [
        { kind: 'phone', value: phone, confirmedAt },
        ...(email ? [{ kind: 'email' as const, value: address, confirmedAt }] : []),
      ],
    }),
  );
  return { person, browser: await signInPerson(app, person.id), phone, email: address, form: formOf(made) };
}

/** What they would type, everything right. */
function formOf(serial: number): Record<string, string> {
  return {
    lastName: 'Тихонов',
    firstName: 'Лев',
    middleName: 'Ильич',
    'birthDate-day': '14',
    'birthDate-month': '3',
    'birthDate-year': '1990',
    birthPlace: 'г. Кострома',
    passportSeries: '3411',
    passportNumber: String(600_000 + serial),
    'passportIssuedOn-day': '05',
    'passportIssuedOn-month': '06',
    'passportIssuedOn-year': '2011',
    passportDepartment: '440-001',
    passportIssuedBy: 'Отделом УФМС России по Костромской области',
    snils: completeSnils(`2000${String(10_000 + serial)}`),
    inn: completePersonInn(`44019${String(10_000 + serial)}`),
    registrationAddress: '156000, г. Кострома, ул. Лесная, д. 1',
  };
}

export async function signInPerson({ app, ctx }: TestApp, personId: string): Promise<Browser> {
  const raw = ctx.random.bytes(16).toString('base64url');
  const now = ctx.clock.now();
  const term = { startedAt: now, usedAt: now, idleMs: null, steppedUpAt: null };
  await sessionStore(ctx).create(
    { id: ctx.ids.next(), stage: 'full', personId, party: null, deviceId: null, ...term },
    hash('sha256', raw, 'hex'),
    { address: '127.0.0.1', userAgent: 'test' },
  );
  return visitor({ app }).set('Cookie', `kabinet=${raw}`);
}

/** Posts the first step; `scan` null leaves the copy out, several have their names beside them. */
export function sendData(
  browser: Browser,
  form: Record<string, string>,
  scan: Buffer | null | Readonly<Record<string, Buffer>> = png(),
  name = 'паспорт.png',
) {
  const request = browser.post('/confirmation');
  for (const [field, value] of Object.entries(form)) void request.field(field, value);
  const scans = Buffer.isBuffer(scan) ? { [name]: scan } : scan;
  for (const [called, bytes] of Object.entries(scans ?? {})) void request.attach('scan', bytes, called);
  return request;
}

/** Ids of a person's copies in the order of adding: of the draft and of what has been sent. */
export async function scansOf({ ctx }: TestApp, { person }: Pick<Newcomer, 'person'>): Promise<string[]> {
  return ctx.db('confirmation_scans').where({ person_id: person.id }).orderBy('file_id').pluck<string[]>('file_id');
}

/** Both steps; gives the answer to the second. */
export async function sendRequest(
  { browser, form }: Newcomer,
  changes: Record<string, string> = {},
): Promise<Response> {
  await sendData(browser, { ...form, ...changes }).expect(303);
  return browser.post('/confirmation/consent').type('form').send({ consent: 'yes' });
}

/** Sends a request and gives its number. */
export async function requestNumber(who: Newcomer, changes: Record<string, string> = {}): Promise<string> {
  await sendRequest(who, changes);
  const { text } = await who.browser.get('/confirmation').expect(200);
  return /44-\d{4}-\d{6}-\d/.exec(text)?.[0] ?? '';
}

/** Decides a request from the page that an official sees now. */
export async function decide(official: Browser, number: string, values: Record<string, string>): Promise<Response> {
  const { text } = await official.get(`/staff/confirmations/${number}`);
  const fields = fieldsOf(text, `form[action$="/decision"]`);
  return official
    .post(`/staff/confirmations/${number}/decision`)
    .type('form')
    .send({ ...fields, ...values });
}

export async function personNow({ ctx }: TestApp, { person }: Newcomer): Promise<Person> {
  return findPerson(ctx, person.id);
}
