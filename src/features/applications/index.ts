export { attachToDraft } from './attachments/actions.ts';
export type { AttachedFile, FileVerdict } from './attachments/rules.ts';
export { archiveApplication, markReady, startExamination, takeApplication } from './decisions/actions.ts';
export { requestDocuments } from './decisions/asking.ts';
export { decideApplication } from './decisions/deciding.ts';
export { judgeFile } from './decisions/file-verdicts.ts';
export { applicationInHand, type InHand, type Shown } from './decisions/loading.ts';
export { groundsOf, type Ground } from './decisions/rules.ts';
export { fillDraft, savePage, startDraft } from './drafts/actions.ts';
export { openDrafts, type OpenDraft } from './drafts/lines.ts';
export { applicationJobs } from './jobs.ts';
export {
  applicationForStaff,
  completeForStaff,
  fileForStaff,
  type TitledFile,
  type WholeApplication,
} from './reading.ts';
export type { Application, Decision } from './rules.ts';
export { issueResult } from './results/actions.ts';
export { applicationRoutes } from './routes.ts';
export { demandVisible, findSentForStaff, firstOfEach, sentRows, toSent, type Sent } from './sent/store.ts';
export { submitApplication } from './submission/actions.ts';
export { findAttempt, readAttemptNumber, type Attempt } from './submission/attempts.ts';
export { freezePaper } from './submission/freezing.ts';
export { ensureReceipt } from './submission/receipt.ts';
export { signatureTitle, type ApplicationSignature } from './submission/rules.ts';
export { signDraft } from './submission/signing.ts';
export { prepareAnswer, sendAnswer } from './supplements/actions.ts';
export type { DocumentRequest, RequestedDocument } from './supplements/rules.ts';
export { withdrawApplication } from './withdrawal.ts';
