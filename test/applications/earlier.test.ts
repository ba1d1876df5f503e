import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../support/app.ts';
import { personOf, signIn, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { saveProfile } from '../../src/features/profile/index.ts';
import { day } from '../../src/platform/values/durations.ts';
import { frozen, locationOf, send, signWith, submitted, uploadSignature } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

const again = (browser: Browser, from: string, slug = 'archive-reference') =>
  browser.post('/applications').type('form').send({ slug, from, anew: 'yes' });

const page = async (draft: string, name: string) => (await anna.get(`${draft}/pages/${name}`).expect(200)).text;
const typed = async (draft: string, name: string) => fieldsOf(await page(draft, name), 'form[data-autosave]');

describe('an application like an earlier one', () => {
  test('is begun from its card with its answers, and says where they are from', async () => {
    const number = await submitted(anna);
    const card = parse((await anna.get(`/applications/${number}`)).text);
    const form = card('form[action="/applications"]');
    expect(form.find('input[name=from]').attr('value')).toBe(number);
    const started = await again(anna, number).expect(303);
    const draft = locationOf(started).split('/pages/')[0] ?? '';
    expect(await typed(draft, 'period')).toMatchObject({
      places_items: '1',
      places_0_employer: 'Костромской льнокомбинат',
    });
    expect(await typed(draft, 'delivery')).toMatchObject({ purpose: 'pension', way: 'cabinet' });
    expect(textOf(await page(draft, 'delivery'), 'main')).toContain(`Из заявления ${number}`);
    await send(anna, draft);
  });

  test('takes what the profile knows today, not what was said then', async () => {
    const number = await submitted(anna);
    const { id } = await personOf(app, 'anna');
    await app.ctx.transaction((tx) => saveProfile(tx, id, { birthDate: '1986-04-13' }, 'self', id));
    const draft = locationOf(await again(anna, number)).split('/pages/')[0] ?? '';
    expect(await typed(draft, 'applicant')).toMatchObject({ 'birthDate-day': '13', 'birthDate-year': '1986' });
  });

  test('is offered before a new one, with the day of the last', async () => {
    const number = await submitted(anna);
    const start = parse((await anna.get('/applications/new/archive-reference').expect(200)).text);
    expect(start('input[name=from]').attr('value')).toBe(number);
    const vera = await signIn(app, 'vera');
    const hers = parse((await vera.get('/applications/new/archive-reference').expect(200)).text);
    expect(hers('input[name=from]')).toHaveLength(0);
  });

  test('of a stranger, of another service, or of a number that is none is not found', async () => {
    const number = await submitted(anna);
    await again(await signIn(app, 'vera'), number).expect(404);
    await again(anna, number, 'housing-subsidy').expect(404);
    for (const from of ['44-2026-999999-1', "x' or 1=1", '../..']) await again(anna, from).expect(404);
  });

  test('of a service that is offered no more is refused in words', async () => {
    const number = await submitted(anna);
    const services = app.ctx.db('services').where({ slug: 'archive-reference' });
    await services.clone().update({ status: 'withdrawn' });
    const refused = await again(anna, number);
    await services.clone().update({ status: 'offered' });
    expect([refused.status, textOf(refused.text, 'main')]).toEqual([409, expect.stringContaining('SERVICE-WITHDRAWN')]);
  });

  test('has its promises and what no longer fits to be given anew', async () => {
    const { draft, bytes } = await frozen(anna);
    await uploadSignature(anna, draft, await signWith(app, 'anna-rsa', bytes)).expect(303);
    const number = await send(anna, draft);
    app.clock.advance(60 * day);
    anna = await signIn(app, 'anna');
    const next = locationOf(await again(anna, number, 'earthworks-permit')).split('/pages/')[0] ?? '';
    expect(await typed(next, 'works')).toMatchObject({ place: 'ул. Лесная, от дома 5 до дома 9' });
    const schedule = await typed(next, 'schedule');
    expect(schedule).toMatchObject({ contractor: 'self', 'startDate-day': '', 'startDate-year': '' });
    expect(schedule['restoration']).toBeUndefined();
  });
});
