import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Clock } from '../../src/platform/clock.ts';
import { startApp, type TestApp } from './app.ts';
import { launchChromium } from './chromium.ts';
import { beginning } from './clock.ts';

/** The portal on a port of its own with its worker at work, and Chromium. */
export type TestSite = Readonly<{
  origin: string;
  test: TestApp;
  browser: Browser;
  /** A browser of somebody new: cookies, storage and downloads of their own. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}>;

/** Starts the portal and a browser; one of each serves a whole test file. */
export async function startSite(): Promise<TestSite> {
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [test, browser] = await Promise.all([
    startApp({ env: { PUBLIC_URL: origin }, overrides: { clock: runningClock() } }),
    launchChromium(),
  ]);
  server.on('request', test.app);
  test.ctx.onPublished(test.worker.wake);
  test.worker.start();
  return {
    origin,
    test,
    browser,
    newContext: async (options) => {
      const context = await browser.newContext({
        baseURL: origin,
        locale: 'ru-RU',
        timezoneId: 'Europe/Moscow',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(15_000);
      return context;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await test.close();
    },
  };
}

/** Runs at the world's pace, but begins where the data of the tests was made: certificates and dates fit on any day. */
function runningClock(): Clock {
  const startedAt = performance.now();
  return { now: () => Math.floor(beginning + performance.now() - startedAt) };
}
