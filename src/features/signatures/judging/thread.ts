import { parentPort } from 'node:worker_threads';
import {
  parseTrust,
  readCertificate,
  verifyCertificate,
  verifyPdf,
  verifySignature,
  type TrustFile,
  type TrustStore,
  type Verdict,
} from '../../../pki/index.ts';
import { packVerdict, type Job, type Question } from './messages.ts';

// A thread that judges signatures, one after another, for whoever started it: a hostile file holds up this thread and nothing else.
let trust: TrustStore = { anchors: [], intermediates: [], crls: [] };

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage('job' in question ? packVerdict(judge(question.job)) : believe(question.trust));
});

function believe(files: readonly TrustFile[]): readonly string[] {
  const { store, unreadable } = parseTrust(files);
  trust = store;
  return unreadable;
}

function judge(job: Job): Verdict {
  const { at } = job;
  if (job.kind === 'certificate')
    return verifyCertificate({ certificate: readCertificate(bufferOf(job.certificate)), trust, at });
  if (job.kind === 'pdf') return verifyPdf({ pdf: bufferOf(job.pdf), trust, at });
  return verifySignature({ signature: bufferOf(job.signature), content: bufferOf(job.content), trust, at });
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
