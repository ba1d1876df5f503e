import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../support/app.ts';
import type { Browser } from '../support/cast.ts';
import { fieldsOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { answerPage, begin } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

async function valueOf(browser: Browser, address: string, name: string): Promise<string | undefined> {
  return fieldsOf((await browser.get(address)).text, 'form[data-autosave]')[name];
}

describe('automatic saving', () => {
  test('keeps the page, moves its revision on, and prolongs the session', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const fields = fieldsOf((await anna.get(`${draft}/pages/home`)).text, 'form[data-autosave]');
    const saved = await anna
      .post(`${draft}/pages/home/autosave`)
      .type('form')
      .send({ ...fields, area: '33' })
      .expect(200);
    expect(saved.body).toMatchObject({ savedAtText: '10:00', session: { endsAtText: '10:10' } });
    expect(saved.body.revision).toBe(Number(fields['revision']) + 1);
    expect(await valueOf(anna, `${draft}/pages/home`, 'area')).toBe('33');
    const next = { ...fields, revision: String(saved.body.revision), area: '34', do: 'save' };
    await anna.post(`${draft}/pages/home`).type('form').send(next).expect(303);
  });

  test('does not write over what another tab has saved, and says so', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const fields = fieldsOf((await anna.get(`${draft}/pages/home`)).text, 'form[data-autosave]');
    await answerPage(anna, `${draft}/pages/home`, { area: '50', do: 'save' });
    const late = await anna
      .post(`${draft}/pages/home/autosave`)
      .type('form')
      .send({ ...fields, area: '60' })
      .expect(200);
    expect(late.body.message).toContain('в другой вкладке');
    expect(await valueOf(anna, `${draft}/pages/home`, 'area')).toBe('50');
  });
});

describe('a form that another tab has overtaken', () => {
  async function overtaken() {
    const draft = await begin(anna, 'housing-subsidy');
    const address = `${draft}/pages/home`;
    const fields = fieldsOf((await anna.get(address)).text, 'form[data-autosave]');
    await answerPage(anna, address, { area: '50', monthlyCosts: '6500', do: 'save' });
    const stale = await anna
      .post(address)
      .type('form')
      .send({ ...fields, area: '60', do: 'continue' });
    return { address, stale };
  }

  test('shows what was typed beside what is stored and changes nothing', async () => {
    const { address, stale } = await overtaken();
    expect(stale.status).toBe(409);
    const row = textOf(stale.text, 'table');
    expect(row).toContain('60');
    expect(row).toContain('50');
    expect(await valueOf(anna, address, 'area')).toBe('50');
  });

  test('lets the person save what was typed after all', async () => {
    const { address, stale } = await overtaken();
    const fields = fieldsOf(stale.text, 'main form');
    await anna
      .post(address)
      .type('form')
      .send({ ...fields, do: 'save' })
      .expect(303);
    expect(await valueOf(anna, address, 'area')).toBe('60');
  });

  test('goes through when it says the same', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const address = `${draft}/pages/home`;
    const fields = fieldsOf((await anna.get(address)).text, 'form[data-autosave]');
    await answerPage(anna, address, { area: '50', do: 'save' });
    await anna
      .post(address)
      .type('form')
      .send({ ...fields, area: '50', do: 'save' })
      .expect(303);
  });

  test('does not hinder work on another page', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const fields = fieldsOf((await anna.get(`${draft}/pages/home`)).text, 'form[data-autosave]');
    await answerPage(anna, `${draft}/pages/payment`, { payTo: 'post', do: 'save' });
    await anna
      .post(`${draft}/pages/home`)
      .type('form')
      .send({ ...fields, area: '51', do: 'save' })
      .expect(303);
  });
});
