import type { TestSite } from '../../support/browser.ts';
import type { Walker } from '../../support/every-route.ts';
import { pageOf } from '../pages/page-of.ts';

/** What a first visit feels like: milliseconds until the page is there and answers, layout shift, blocking milliseconds. */
export type Feel = Readonly<{ address: string; usable: number; shift: number; blocking: number }>;

export const slow = { cpu: 6, bytesPerSecond: 400_000 / 8, latency: 400 } as const;

const observed = `
  window.felt = { shift: 0, blocking: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) felt.shift += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { felt.blocking += Math.max(0, duration - 50); }))
    .observe({ type: 'longtask', buffered: true });`;

const measured = `(() => {
  const [navigation] = performance.getEntriesByType('navigation');
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return { usable: Math.max(paint.startTime, navigation.domContentLoadedEventEnd), ...felt };
})()`;

/** Opens an address with nothing kept, on a slow machine and a slow line; the best of so many tries counts, for others use the machine, too. */
export async function feelOf(site: TestSite, walker: Walker, address: string, tries = 3): Promise<Feel> {
  const feels: Feel[] = [];
  for (let at = 0; at < tries; at += 1) feels.push(await feelOnce(site, walker, address));
  return feels.reduce((best, feel) => (feel.usable < best.usable ? feel : best));
}

async function feelOnce(site: TestSite, walker: Walker, address: string): Promise<Feel> {
  const page = await pageOf(site, walker);
  const session = await page.context().newCDPSession(page);
  await page.addInitScript(observed);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latency,
    downloadThroughput: slow.bytesPerSecond,
    uploadThroughput: slow.bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  const felt = await page.evaluate<Omit<Feel, 'address'>>(measured);
  await page.context().close();
  return { address, ...felt };
}
