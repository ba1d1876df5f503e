import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Response } from 'supertest';
import { frozen, send, signWith, submitted, uploadSignature } from '../applications/support.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, signIn, type Browser, type CastName } from '../support/cast.ts';
import { fieldsOf, parse } from '../support/html.ts';

export let app: TestApp;
export let anna: Browser;
export let sergey: Browser;
export let olga: Browser;

/** An app for one file of tests, with the applicant, the specialist and the head signed in. */
export function useDesk(): void {
  beforeAll(async () => {
    app = await startApp();
    [anna, sergey, olga] = [await signIn(app, 'anna'), await signIn(app, 'sergey'), await signIn(app, 'olga')];
  });
  afterAll(() => app.close());
}

export const queue = '/staff/applications';
export const path = (number: string) => `${queue}/${number}`;
export const rows = (table: string, where: object) =>
  app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;
export const words = 'Фонд этой организации в архив не передавали.';

export async function caseRow(number: string): Promise<Record<string, unknown>> {
  return (await rows('cases', { number }))[0] ?? {};
}

/** Presses a form of the page that an official sees now. */
export async function act(
  official: Browser,
  number: string,
  noun: string,
  values: Record<string, unknown> = {},
): Promise<Response> {
  const page = await official.get(noun === 'documents-request' ? `${path(number)}/documents-request` : path(number));
  const fields = fieldsOf(page.text, `form[action$="/${noun}"]`);
  return official
    .post(`${path(number)}/${noun}`)
    .type('form')
    .send({ ...fields, ...values });
}

export async function taken(official = sergey): Promise<string> {
  const number = await submitted(anna);
  expect((await act(official, number, 'assignment')).status).toBe(303);
  return number;
}

export async function signed(): Promise<string> {
  const { draft, bytes } = await frozen(anna);
  await uploadSignature(anna, draft, await signWith(app, 'anna-rsa', bytes)).expect(303);
  return send(anna, draft);
}

export async function refusalOf(number: string): Promise<{ verdict: string; ground: string; reason: string }> {
  const page = parse((await sergey.get(path(number))).text);
  return { verdict: 'rejected', ground: String(page('#ground option').eq(1).attr('value')), reason: words };
}

export const dateFields = (text: string) => {
  const [year, month, date] = text.split('-');
  return { 'until-day': date, 'until-month': month, 'until-year': year };
};
export const ask = { message: 'Пришлите, пожалуйста, копию трудовой книжки.', ...dateFields('2026-12-04') };

/** A member of the cast in another role for a while; `restore` ends it. */
export async function inDepartment(name: CastName, department: string, roles: string[]): Promise<Browser> {
  const { personId } = await actorOf(app, name);
  await app.ctx
    .db('people')
    .where({ id: personId })
    .update({ department, roles: JSON.stringify(roles) });
  return signIn(app, name);
}

export async function restore(name: CastName, role: string): Promise<void> {
  const { personId } = await actorOf(app, name);
  await app.ctx
    .db('people')
    .where({ id: personId })
    .update({ department: null, roles: JSON.stringify([role]) });
}
