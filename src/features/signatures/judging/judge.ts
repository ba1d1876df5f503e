import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../../errors.ts';
import { refusedVerdict } from '../../../pki/index.ts';
import { createTurns } from '../../../platform/values/turns.ts';
import type { ToldVerdict } from '../rules.ts';
import type { TrustFolder } from '../trust.ts';
import { tell, type Answer, type Job, type Question } from './messages.ts';

/** Honest signatures take milliseconds; ten megabytes under GOST a second or two. */
export const LIMITS = {
  milliseconds: 15_000,
  /** For reading the operator's own lists, which may be long. */
  trustMilliseconds: 120_000,
  heapMegabytes: 512,
  idleMilliseconds: 300_000,
} as const;

type Thread = { worker: Worker; trust: string; idle: NodeJS.Timeout | undefined };

const turn = createTurns({ atOnce: 2, waiting: 100, refusal: () => new Unavailable() });
const resting: Thread[] = [];

/**
 * Judges what somebody uploaded in a thread of its own, two at a time, with limits of time and memory: whoever reaches them is refused
 * (SIG-TOO-HARD), and no other request waits. `report` hears of files of the trust folder that cannot be read. Throws Unavailable when too many wait.
 */
export function judgeInThread(
  job: Job,
  folder: TrustFolder,
  report: (unreadable: readonly string[]) => void = () => undefined,
  milliseconds: number = LIMITS.milliseconds,
): Promise<ToldVerdict> {
  return turn(async () => {
    const thread = resting.pop() ?? start();
    clearTimeout(thread.idle);
    if (thread.trust !== folder.version) {
      const unreadable = await ask(thread.worker, { trust: folder.files }, LIMITS.trustMilliseconds);
      if (!unreadable) throw new Error('the trust folder is too much for the judging thread');
      thread.trust = folder.version;
      if (unreadable.length > 0) report(unreadable);
    }
    const answer = await ask(thread.worker, { job }, milliseconds);
    if (!answer) return tell(refusedVerdict('SIG-TOO-HARD'));
    rest(thread);
    return answer;
  });
}

function start(): Thread {
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes },
    env: {},
  });
  const thread: Thread = { worker, trust: '', idle: undefined };
  // Whoever waits for an answer hears of it, too; a resting thread may end without troubling anyone.
  worker.on('error', () => forget(thread)).on('exit', () => forget(thread));
  return thread;
}

function forget(thread: Thread): void {
  clearTimeout(thread.idle);
  const at = resting.indexOf(thread);
  if (at >= 0) resting.splice(at, 1);
}

/** A thread that has nothing to do keeps no process alive, and after a while gives its memory back. */
function rest(thread: Thread): void {
  thread.worker.unref();
  thread.idle = setTimeout(() => {
    forget(thread);
    void thread.worker.terminate();
  }, LIMITS.idleMilliseconds);
  thread.idle.unref();
  resting.push(thread);
}

/** The thread's answer, or undefined when it reached a limit and is no more. */
function ask<Q extends Question>(worker: Worker, question: Q, milliseconds: number): Promise<Answer<Q> | undefined> {
  worker.ref();
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', failed).off('exit', ended);
      finish();
    };
    const answered = (answer: Answer<Q>) => settle(() => resolve(answer));
    const failed = (error: NodeJS.ErrnoException) =>
      settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(undefined) : reject(error)));
    const ended = () => settle(() => reject(new Error('the judging thread ended without an answer')));
    const timer = setTimeout(() => {
      settle(() => resolve(undefined));
      void worker.terminate();
    }, milliseconds);
    worker.on('message', answered).on('error', failed).on('exit', ended);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
    worker.postMessage(question);
  });
}
