import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from './messages.ts';

export type Server = Readonly<{ port: number; child: ChildProcess; stop(): Promise<void> }>;

const here = import.meta.dirname;

/** The portal itself on data of its own. Limits are raised so far that nothing here meets them; a session outlasts the run. */
export async function startPortal(
  settings: Readonly<Record<string, string>> = {},
): Promise<Server & Readonly<{ pages: readonly Page[] }>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kabinet-bench-'));
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'silent',
    REQUEST_LIMIT_FACTOR: '1000',
    SESSION_IDLE_MINUTES: '60',
    ...settings,
  };
  const seeding = fork(path.join(here, 'seed.ts'), { env });
  const [pages] = (await once(seeding, 'message')) as [readonly Page[]];
  if (seeding.exitCode === null) await once(seeding, 'exit');
  const child = spawn(process.execPath, [path.join(here, '../../src/server.ts')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(port);
  return {
    port,
    child,
    pages,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends what it is told to, and nothing else. */
export async function startBare(): Promise<Server> {
  const port = await freePort();
  const child = fork(path.join(here, 'bare.ts'), [String(port)]);
  await once(child, 'message');
  return {
    port,
    child,
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Processor time that a process has used so far, microseconds, and its resident memory, bytes; from Linux's /proc, else zero. */
export function usage({ pid = 0 }: ChildProcess): Readonly<{ cpu: number; rss: number }> {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // proc(5): utime and stime in ticks of 10 ms, rss in pages of 4 kB; the fields are counted behind the name.
    return { cpu: (Number(fields[11]) + Number(fields[12])) * 10_000, rss: Number(fields[21]) * 4096 };
  } catch {
    return { cpu: 0, rss: 0 };
  }
}

async function untilReady(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error('the portal did not become ready within a minute');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
