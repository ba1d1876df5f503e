import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { cast, demoPassword } from '../../src/features/demo/cast.ts';
import { expectDelivery } from '../journey/outbox.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook } from './inspection.ts';

const { site, enter } = inspectedSite();

async function openPage(address: string): Promise<Page> {
  const page = await (await site().newContext()).newPage();
  await page.goto(address);
  return page;
}

/** What has the focus, as a reader would name it, and whether one sees that it has. */
type Focus = Readonly<{ name: string; visible: boolean; covered: boolean }>;

const focus = `(() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.innerText ?? element.getAttribute('aria-label') ?? element.innerText ?? '';
  const style = getComputedStyle(element);
  const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const on = document.elementFromPoint(Math.max(box.left, 0) + Math.min(box.width, 8) / 2, box.top + box.height / 2);
  return {
    name: label.replace(/\\s+/g, ' ').trim(),
    visible: ring && inside && box.width > 0,
    covered: !(on && (element.contains(on) || on.contains(element) || element.labels?.[0]?.contains(on))),
  };
})()`;

/** Presses Tab until the focus comes round; gives what had it, in order. */
async function tabThrough(page: Page, most = 80): Promise<Focus[]> {
  const seen: Focus[] = [];
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>('document.activeElement === document.body')) return seen;
    seen.push(await page.evaluate<Focus>(focus));
  }
  throw new Error(`the focus does not come round: ${seen.map(({ name }) => name).join(', ')}`);
}

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let at = 0; at < 60; at += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<Focus>(focus)).name === name) return;
  }
  throw new Error(`«${name}» cannot be reached with Tab`);
}

test('the first Tab offers to skip to the content', async () => {
  const page = await openPage('/services');
  await page.keyboard.press('Tab');
  expect(await page.evaluate<Focus>(focus)).toEqual({ name: 'К содержанию', visible: true, covered: false });
  await page.keyboard.press('Enter');
  await page.locator('main:focus').waitFor();
  await page.context().close();
}, 60_000);

test.each(['/login', '/services', '/services/archive-reference', '/demo/components'])(
  'on %s everything that takes the focus shows it',
  async (address) => {
    const page = await openPage(address);
    const stops = await tabThrough(page, 400);
    expect(stops.length).toBeGreaterThan(8);
    expect(stops.filter(({ visible, covered }) => !visible || covered)).toEqual([]);
    await page.context().close();
  },
  120_000,
);

test('one can sign in and open a draft with the keyboard alone', async () => {
  const page = await openPage('/login');
  await tabTo(page, 'Телефон, почта, ИНН или СНИЛС');
  await page.keyboard.type(cast.vera.phone);
  await tabTo(page, 'Пароль');
  await page.keyboard.type(demoPassword);
  const code = await expectDelivery(site().origin, cast.vera.phone, 'code');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/login/code');
  // The code's field has the focus without a key pressed.
  await page.locator('input[autocomplete="one-time-code"]:focus').waitFor();
  await page.keyboard.type(await code());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cabinet');

  await page.goto('/services/archive-reference');
  await tabTo(page, 'Оформить');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Заявитель' }).waitFor();
  await tabTo(page, 'Сохранить и продолжить');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'О чём справка' }).waitFor();
  await page.context().close();
}, 120_000);

test('a refused form gives the focus to its summary, and the summary leads to the field', async () => {
  const { page } = await enter('vera', newNotebook());
  await page.goto('/documents/new');
  await tabTo(page, 'Загрузить');
  await page.keyboard.press('Enter');
  await page.locator('.error-summary:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('main select:focus, main input:focus').waitFor();
  await page.context().close();
}, 120_000);
