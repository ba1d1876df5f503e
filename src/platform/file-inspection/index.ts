import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../errors.ts';
import { createTurns } from '../values/turns.ts';
import { LIMITS } from './limits.ts';
import { bomb, TOO_HARD, type FileType, type Verdict } from './verdict.ts';

export { cleanFileName } from './file-name.ts';
export type { FileType, RefusalCode, Verdict } from './verdict.ts';

const ALL: readonly FileType[] = ['application/pdf', 'image/jpeg', 'image/png'];
const turn = createTurns({ atOnce: 2, waiting: 200, refusal: () => new Unavailable() });

/**
 * Says by content alone whether a file is a sound PDF, JPEG or PNG of an allowed kind, and if not, why, in Russian words.
 * The work is done in a thread of its own with limits of time and memory, two files at a time: a hostile file costs its
 * sender a refusal and the server nothing. The bytes stay the caller's; given a function, they are read when their turn
 * comes, so that files that wait take no memory. Throws Unavailable when too many wait.
 */
export function inspectFile(
  source: Buffer | (() => Promise<Buffer>),
  allowed: readonly FileType[] = ALL,
): Promise<Verdict> {
  return turn(async () => inspectInThread(Buffer.isBuffer(source) ? source : await source(), allowed));
}

function inspectInThread(bytes: Buffer, allowed: readonly FileType[]): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const copy = Uint8Array.from(bytes);
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { bytes: copy, allowed },
      transferList: [copy.buffer],
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes },
      env: {},
    });
    const answer = (verdict: Verdict) => {
      clearTimeout(timer);
      resolve(verdict);
      void worker.terminate();
    };
    const timer = setTimeout(() => answer(bomb(TOO_HARD).verdict), LIMITS.milliseconds);
    worker.once('message', answer);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(bomb(TOO_HARD).verdict);
      else reject(error);
    });
    worker.once('exit', () => reject(new Error('the inspecting thread ended without an answer')));
  });
}
