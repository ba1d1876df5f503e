import type { TestSite } from '../../support/browser.ts';
import type { Walker } from '../../support/every-route.ts';
import { pageOf } from '../pages/page-of.ts';

/**
 * What a first visit feels like: milliseconds until the page is there and answers, layout shift, and total blocking time: what
 * tasks after the first paint last beyond 50 ms each.
 */
export type Feel = Readonly<{ address: string; usable: number; shift: number; blocking: number }>;

export const slow = { cpu: 6, bytesPerSecond: 400_000 / 8, latency: 400 } as const;

const observed = `
  window.felt = { shift: 0, tasks: [] };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) felt.shift += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => felt.tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });`;

const measured = `(() => {
  const [navigation] = performance.getEntriesByType('navigation');
  const [{ startTime: painted }] = performance.getEntriesByName('first-contentful-paint');
  const after = felt.tasks.filter(({ startTime }) => startTime >= painted);
  const blocking = after.reduce((total, { duration }) => total + Math.max(0, duration - 50), 0);
  return { usable: Math.max(painted, navigation.domContentLoadedEventEnd), shift: felt.shift, blocking };
})()`;

/** Opens an address with nothing kept, on a slow machine and a slow line; the best of some tries counts, for others use the machine, too. */
export async function feelOf(site: TestSite, walker: Walker, address: string, tries = 5): Promise<Feel> {
  const feels: Feel[] = [];
  for (let at = 0; at < tries; at += 1) feels.push(await feelOnce(site, walker, address));
  const least = (of: (feel: Feel) => number) => Math.min(...feels.map(of));
  return {
    address,
    usable: least(({ usable }) => usable),
    shift: Math.max(...feels.map(({ shift }) => shift)),
    blocking: least(({ blocking }) => blocking),
  };
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
