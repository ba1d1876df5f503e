import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { requestDocuments, takeApplication } from '../../src/features/applications/index.ts';
import { day } from '../../src/platform/values/durations.ts';
import { axeFindings, htmlFindings, layoutFindings } from '../support/access.ts';
import { startSite, type TestSite } from '../support/browser.ts';
import { actorOf, signIn, type Browser } from '../support/cast.ts';
import { fieldsOf } from '../support/html.ts';
import { answerPage, attach, begin, fillIn, submitted } from './support.ts';

let site: TestSite;
let anna: Browser;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  anna = await signIn(site.test, 'anna');
  const context = await site.newContext();
  const [name = '', value = ''] = anna.get('/cabinet').get('Cookie').split('=');
  await context.addCookies([{ name, value, url: site.origin }]);
  page = await context.newPage();
}, 60_000);
afterAll(() => site.close());

/** What can be found against the page as it stands, in the window of a desk and of a phone. */
async function findings(html: string): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await layoutFindings(page)), ...(await htmlFindings(html))];
}

async function look(address: string): Promise<string[]> {
  const answer = await page.goto(address);
  return findings((await answer?.text()) ?? '');
}

async function requested(): Promise<string> {
  const { ctx } = site.test;
  const sergey = await actorOf(site.test, 'sergey');
  const number = await submitted(anna);
  const { revision } = await takeApplication(ctx, sergey, { number, revision: 1 });
  const documents = [{ id: 'incomes', title: 'Справка о доходах' }];
  await requestDocuments(ctx, sergey, {
    number,
    revision,
    message: 'Не видна печать',
    dueAt: ctx.clock.now() + 7 * day,
    documents,
  });
  return number;
}

describe('pages that the main journey does not meet can be used by everybody', () => {
  test('the list: empty, full, with a date that is none, with nothing found', async () => {
    expect(await look('/applications')).toEqual([]);
    await submitted(anna);
    await begin(anna, 'housing-subsidy');
    for (const query of ['', '?order=status', '?from=31.02.2026', '?q=ничего', '?tab=archive'])
      expect([query, ...(await look(`/applications${query}`))]).toEqual([query]);
  });

  test('a draft: beginning beside another, overview, check with what is missing, removal', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const addresses = ['/applications/new/housing-subsidy', draft, `${draft}/check`, `${draft}/removal`];
    for (const address of addresses) expect([address, ...(await look(address))]).toEqual([address]);
    expect(await page.locator('h1').textContent()).toContain('Удалить черновик');
  });

  test('the choice after another tab was faster', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await page.goto(`${draft}/pages/home`);
    await answerPage(anna, `${draft}/pages/home`, { area: '50', do: 'save' });
    await page.fill('#area', '60');
    await page.getByRole('button', { name: 'Сохранить и продолжить' }).last().click();
    await page.getByRole('heading', { name: 'Эту страницу изменили в другой вкладке' }).waitFor();
    expect(await findings(await page.content().then(withoutStates))).toEqual([]);
    await page.getByRole('button', { name: 'Сохранить введённое здесь' }).click();
    await page.waitForURL(/pages\/home|pages\/family/);
    expect(fieldsOf((await anna.get(`${draft}/pages/home`)).text, 'form[data-autosave]')['area']).toBe('60');
  });

  test('signing by a code, and the card that waits for documents', async () => {
    const draft = await fillIn(anna, 'housing-subsidy');
    await anna.post(`${draft}/signing`).type('form').send({});
    expect(await look(`${draft}/signing`)).toEqual([]);
    await anna.post(`${draft}/signature/code`).type('form').send({});
    expect(await look(`${draft}/signing`)).toEqual([]);
    const number = await requested();
    for (const address of [
      `/applications/${number}`,
      `/applications/${number}/answer`,
      `/applications/${number}/withdrawal`,
    ])
      expect([address, ...(await look(address))]).toEqual([address]);
  });

  test('the step of the documents with files, a fee and what is no longer asked for', async () => {
    const draft = await begin(anna, 'earthworks-permit');
    await attach(anna, draft, 'scheme');
    expect(await look(`${draft}/documents`)).toEqual([]);
  });
});

describe('with scripts', () => {
  test('what is typed is kept by itself, without a button', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await page.goto(`${draft}/pages/home`);
    const kept = page.waitForResponse((response) => response.url().endsWith('/autosave'));
    await page.fill('#area', '47');
    await kept;
    await page.getByText(/Черновик сохранён в\s\d\d:\d\d/).waitFor();
    await page.goto('/applications');
    await page.goto(`${draft}/pages/home`);
    expect(await page.inputValue('#area')).toBe('47');
  });

  test('the list is filtered in its place, and the address goes along', async () => {
    await page.goto('/applications');
    await page.fill('#q', 'архивная');
    const [response] = await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('q=')),
      page.getByRole('button', { name: 'Найти' }).click(),
    ]);
    expect(await response.text()).not.toContain('<html');
    await page.waitForURL(/q=/);
    expect(await page.locator('#applications-list .title').first().textContent()).toContain('Архивная справка');
  });
});

/** As html-validate wants attributes that browsers write in their own way. */
function withoutStates(html: string): string {
  return html.replace(/ (autofocus|hidden|checked|multiple|novalidate|data-upload|defer)=""/g, ' $1');
}
