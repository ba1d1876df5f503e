import type { Page } from 'playwright-core';
import { cast, demoPassword, type CastName } from '../../../src/features/demo/cast.ts';
import type { DemoDelivery } from '../../../src/platform/deliveries.ts';

/** Signs in as a member of the cast on a demo server; `romashka` is Анна in the cabinet of her organisation; `guest` stays outside. */
export async function enter(page: Page, who: string): Promise<void> {
  if (who === 'guest') return;
  const { phone } = cast[(who === 'romashka' ? 'anna' : who) as CastName];
  const seen = new Set((await outbox(page)).map(({ id }) => id));
  await page.goto('/login');
  await page.getByLabel('Телефон, почта').fill(phone);
  await page.getByLabel('Пароль', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL('**/login/code');
  await page.getByLabel('Код').fill(await newCode(page, phone, seen));
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  if (who === 'romashka') await step(page, 'Ромашка');
}

/** The code of an SMS that was not there before. The worker needs a moment to send it. */
async function newCode(page: Page, phone: string, seen: ReadonlySet<string>): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const fresh = (await outbox(page)).find(({ id, to, code }) => to === phone && code !== undefined && !seen.has(id));
    if (fresh?.code !== undefined) return fresh.code;
    await page.waitForTimeout(200);
  }
  throw new Error(`no code came for ${phone}`);
}

async function outbox(page: Page): Promise<DemoDelivery[]> {
  const response = await page.request.get('/demo/outbox.json');
  return (await response.json()) as DemoDelivery[];
}

async function step(page: Page, name: string): Promise<void> {
  await page.goto('/profile');
  await page.getByRole('form', { name: 'Чей кабинет открыт' }).getByRole('button', { name }).click();
  await page.waitForURL('**/cabinet');
}
