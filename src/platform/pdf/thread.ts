import { Worker } from 'node:worker_threads';
import type { PdfModel } from './model.ts';

type Waiting = { resolve: (bytes: Buffer) => void; reject: (error: unknown) => void };
type Answer = { id: number; bytes: Uint8Array } | { id: number; error: unknown };

/** How long the thread is kept without work: fonts are heavy to hold and slow to load. */
const IDLE = 30_000;

const waiting = new Map<number, Waiting>();
let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let last = 0;

/** Has a model set in the thread that sets papers, started when needed; rejects with what went wrong there. */
export function renderInThread(model: PdfModel): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    clearTimeout(idle);
    thread ??= start();
    thread.ref();
    last += 1;
    waiting.set(last, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
    thread.postMessage({ id: last, model });
  });
}

function start(): Worker {
  const started = new Worker(new URL('worker.ts', import.meta.url), { env: {} });
  started.on('message', settle);
  started.on('error', (error) => fail(started, error));
  started.on('exit', () => fail(started, new Error('the thread that sets papers has ended')));
  return started;
}

function settle(answer: Answer): void {
  const caller = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (waiting.size === 0) rest();
  if ('bytes' in answer)
    caller?.resolve(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength));
  else caller?.reject(answer.error);
}

/** Without work the thread does not keep the process alive, and after a while it goes. */
function rest(): void {
  thread?.unref();
  idle = setTimeout(() => {
    const resting = thread;
    thread = undefined;
    void resting?.terminate();
  }, IDLE);
  idle.unref();
}

/** Whoever waited hears of it; the next paper starts a new thread. */
function fail(failed: Worker, error: unknown): void {
  if (failed !== thread) return;
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}
