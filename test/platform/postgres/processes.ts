import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.join(import.meta.dirname, '../../..');

/** One process of the portal, as `npm start` runs it. */
export type Portal = Readonly<{ origin: string; process: ChildProcess; output: () => string }>;

type Settings = Readonly<Record<string, string>>;

/** Starts the server that ships; `ready` waits until it can work. */
export function startPortal(port: number, settings: Settings): Portal {
  const env = {
    PATH: process.env['PATH'],
    KABINET_MODE: 'demo',
    BCRYPT_COST: '10',
    HOST: '127.0.0.1',
    ...settings,
    PORT: String(port),
  };
  const child = spawn(process.execPath, ['src/server.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => void said.push(data.toString()));
  return { origin: `http://127.0.0.1:${port}`, process: child, output: () => said.join('') };
}

/** Waits as long as it takes: the first start of a demo makes keys, which is slow where much else is going on. */
export async function ready({ origin, process: child, output }: Portal): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the portal did not start: ${output()}`);
    const answer = await fetch(new URL('/readyz', origin)).catch(() => undefined);
    if (answer?.ok) return;
    await pause(200);
  }
}

/** Ends a process and waits until it is gone; `SIGKILL` as a power cut would. */
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A proxy as it stands before several processes: every request goes to the next of them. */
export async function startBalancer(origins: readonly string[]): Promise<Readonly<{ origin: string; close(): void }>> {
  let turn = 0;
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const target = new URL(incoming.url ?? '/', origins[turn++ % origins.length]);
    const { method = 'GET', headers } = incoming;
    const passed = request(target, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  };
  const server = createServer(forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a worker process is asked to do, and the word that it gives once it has. */
export type Order = Readonly<{ work: 'drain' } | { work: 'open-cases'; count: number }>;

export type WorkerProcess = Readonly<{ process: ChildProcess; order(what: Order): Promise<void> }>;

/** Starts `worker-process.ts` on a database; it waits for orders. */
export async function startWorkerProcess(settings: Settings): Promise<WorkerProcess> {
  const child = fork(path.join(import.meta.dirname, 'worker-process.ts'), {
    env: { PATH: process.env['PATH'], ...settings },
    execArgv: [],
  });
  await once(child, 'message');
  return {
    process: child,
    async order(what) {
      const done = once(child, 'message');
      child.send(what);
      const [answer] = (await done) as [string];
      if (answer !== 'done') throw new Error(answer);
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
