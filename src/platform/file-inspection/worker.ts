import { parentPort, workerData } from 'node:worker_threads';
import { inspect } from './inspect.ts';
import type { FileType } from './verdict.ts';

// One file, one answer: the thread ends with it.
const { bytes, allowed } = workerData as { bytes: Uint8Array; allowed: readonly FileType[] };
const verdict = await inspect(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), allowed);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort?.postMessage(verdict);
