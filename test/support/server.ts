import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApp, type TestApp, type TestAppOptions } from './app.ts';
import { beginning, type TestClock } from './clock.ts';

/** The portal on a port of its own, with its worker at work. */
export type TestServer = Readonly<{
  origin: string;
  test: TestApp;
  /** Moves the portal's clock on. */
  advance(ms: number): void;
  close(): Promise<void>;
}>;

export async function startServer({ env = {}, overrides = {} }: TestAppOptions = {}): Promise<TestServer> {
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const clock = runningClock();
  const test = await startApp({ env: { PUBLIC_URL: origin, ...env }, overrides: { clock, ...overrides } });
  server.on('request', test.app);
  test.ctx.onPublished(test.worker.wake);
  test.worker.start();
  return {
    origin,
    test,
    advance: clock.advance,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await test.close();
    },
  };
}

/** Runs at the world's pace, but begins where the data of the tests was made: certificates and dates fit on any day. */
function runningClock(): TestClock {
  const startedAt = performance.now();
  let ahead = 0;
  return {
    now: () => Math.floor(beginning + ahead + performance.now() - startedAt),
    advance: (ms) => void (ahead += ms),
  };
}
