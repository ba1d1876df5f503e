import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { TestAppOptions } from './app.ts';
import { launchChromium } from './chromium.ts';
import { startServer, type TestServer } from './server.ts';

/** The portal on a port of its own, and Chromium. */
export type TestSite = TestServer &
  Readonly<{
    browser: Browser;
    /** A browser of somebody new: cookies, storage and downloads of their own. */
    newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  }>;

/** Starts the portal and a browser; one of each serves a whole test file. */
export async function startSite(launch = launchChromium, options: TestAppOptions = {}): Promise<TestSite> {
  const [server, browser] = await Promise.all([startServer(options), launch()]);
  return {
    ...server,
    browser,
    newContext: async (options) => {
      const context = await browser.newContext({
        baseURL: server.origin,
        locale: 'ru-RU',
        timezoneId: 'Europe/Moscow',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(30_000);
      return context;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
