import type { Answers } from '../catalogue/index.ts';
import type { ApplicationSignature } from './submission/rules.ts';

/** What the department decided. A refusal names a ground of the definition by its code. */
export type Decision = Readonly<{
  verdict: 'approved' | 'rejected';
  groundCode: string | null;
  reason: string;
  at: number;
}>;

/** What was sent; number, status and dates are those of its case. */
export type Application = Readonly<{
  id: string;
  caseId: string;
  serviceSlug: string;
  versionId: string;
  answers: Answers;
  /** The very bytes that were signed. */
  paperFileId: string;
  signature: ApplicationSignature;
  /** Number of the attempt that sent it. */
  attempt: string;
  receiptFileId: string | null;
  decision: Decision | null;
  result: Readonly<{ fileId: string; documentId: string; at: number }> | null;
}>;
