import { parentPort } from 'node:worker_threads';
import type { PdfModel } from './model.ts';
import { renderPdf } from './render.ts';

parentPort?.on('message', ({ id, model }: { id: number; model: PdfModel }) => {
  renderPdf(model).then(
    (bytes) => answer({ id, bytes: new Uint8Array(bytes) }),
    (error: unknown) => answer({ id, error }),
  );
});

function answer(message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(message);
}
