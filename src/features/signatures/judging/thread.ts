import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import {
  parseTrust,
  PkiError,
  readCertificate,
  refusedVerdict,
  verifyCertificate,
  verifyPdf,
  verifySignature,
  type TrustFile,
  type TrustStore,
  type Verdict,
} from '../../../pki/index.ts';
import { tell, type Job, type Question } from './messages.ts';

// A thread that judges signatures, one after another, for whoever started it: a hostile file holds up this thread and nothing else.
let trust: TrustStore = { anchors: [], intermediates: [], crls: [] };

/** A third of the server's share where the processors are few (nice(1)): pages go first, and a judgement still comes in time. */
const NICENESS = 5;
stepBack();

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage('job' in question ? tell(judge(question.job)) : believe(question.trust));
});

/** Only Linux takes 0 for the thread that asks; elsewhere it would be the whole server. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(19, getPriority(0) + NICENESS));
  } catch {
    // A sandbox may forbid it: then the limits of time and number have to do.
  }
}

function believe(files: readonly TrustFile[]): readonly string[] {
  const { store, unreadable } = parseTrust(files);
  trust = store;
  return unreadable;
}

function judge(job: Job): Verdict {
  const { at } = job;
  if (job.kind === 'certificate') return judgeCertificate(bufferOf(job.certificate), at);
  if (job.kind === 'pdf') return verifyPdf({ pdf: bufferOf(job.pdf), trust, at });
  return verifySignature({ signature: bufferOf(job.signature), content: bufferOf(job.content), trust, at });
}

/** What cannot even be read has a verdict, too, as signatures and PDFs have. */
function judgeCertificate(file: Buffer, at: number): Verdict {
  try {
    return verifyCertificate({ certificate: readCertificate(file), trust, at });
  } catch (error) {
    if (error instanceof PkiError) return refusedVerdict(error.code);
    throw error;
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
