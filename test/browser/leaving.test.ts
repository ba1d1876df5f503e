import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../support/browser.ts';
import { pageOf } from './pages/page-of.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
}, 60_000);
afterAll(async () => site.close());

test.each([true, false])(
  'after the exit the Back button shows nothing personal (scripts: %s)',
  async (javaScriptEnabled) => {
    const page = await pageOf(site, 'vera', { javaScriptEnabled });
    for (const address of ['/cabinet', '/profile', '/settings/security']) await page.goto(address);
    await page.getByRole('button', { name: 'Выйти' }).click();
    await page.waitForURL((url) => url.pathname === '/' || url.pathname === '/login');
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack();
      await page.locator('h1').waitFor();
      expect(new URL(page.url()).pathname).toBe('/login');
      expect(await page.locator('body').innerText()).not.toMatch(/Вера|Кузнецова|Сеанс до/);
    }
    await page.context().close();
  },
  60_000,
);
