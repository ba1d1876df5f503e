import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How long a start took, and for how much of it the machine had no processor for the server; milliseconds. */
export type Return = Readonly<{ took: number; starved: number }>;

/** A server of the product in a process of its own, to be killed and started again on the same data folder. */
export type Portal = Readonly<{
  base: string;
  env: Readonly<Record<string, string>>;
  /** Starts it and waits until `/readyz` says that it is ready. */
  start(): Promise<Return>;
  /** What a broken machine does: no chance to finish anything. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Waits until it answers. */
  ready(): Promise<void>;
}>;

const root = path.join(import.meta.dirname, '../..');
const longest = 60_000;

export function createPortal(dataDir: string, port: number): Portal {
  const base = `http://localhost:${port}`;
  const env = {
    KABINET_MODE: 'demo',
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: 'localhost',
    // As `npm start` has it.
    ...(process.env['NODE_COMPILE_CACHE'] !== undefined && { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
    PUBLIC_URL: base,
    LOG_LEVEL: 'error',
    SESSION_IDLE_MINUTES: '60',
    BCRYPT_COST: '10',
  };
  let child: ChildProcess | null = null;

  async function isReady(): Promise<boolean> {
    const answer = await fetch(`${base}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.status === 200;
  }

  async function ready(): Promise<void> {
    const end = performance.now() + longest;
    while (!(await isReady())) {
      if (performance.now() > end) throw new Error('the server does not answer');
      await pause(10);
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  }

  return {
    base,
    env,
    ready,
    async start() {
      const began = performance.now();
      child = spawn(process.execPath, ['src/server.ts'], {
        cwd: root,
        env: { PATH: process.env['PATH'], ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const died = once(child, 'exit').then(([status]) => {
        if (child !== null) throw new Error(`the server ended with ${String(status)} before it was told to`);
      });
      await Promise.race([ready(), died]);
      died.catch(() => {});
      return { took: performance.now() - began, starved: starvedFor(child) };
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** How long the main thread of a process was ready to run and could not, ms; 0 where the system does not say. */
function starvedFor({ pid }: ChildProcess): number {
  try {
    const [, delay = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(delay) / 1e6;
  } catch {
    return 0;
  }
}
