export type { AttachedFile, FileVerdict } from './attachments/rules.ts';
export {
  archiveApplication,
  decideApplication,
  markReady,
  requestDocuments,
  startExamination,
  takeApplication,
  type Shown,
} from './decisions/actions.ts';
export { judgeFile } from './decisions/file-verdicts.ts';
export { groundsOf, type Ground } from './decisions/rules.ts';
export { openDrafts, type OpenDraft } from './drafts/lines.ts';
export { applicationJobs } from './jobs.ts';
export { applicationForStaff, type TitledFile, type WholeApplication } from './reading.ts';
export type { Application, Decision } from './rules.ts';
export { applicationRoutes } from './routes.ts';
export { signatureTitle, type ApplicationSignature } from './submission/rules.ts';
export type { DocumentRequest, RequestedDocument } from './supplements/rules.ts';
export { attachToDraft } from './attachments/actions.ts';
export { fillDraft, savePage, startDraft } from './drafts/actions.ts';
export { submitApplication } from './submission/actions.ts';
export { freezePaper } from './submission/freezing.ts';
export { signDraft } from './submission/signing.ts';
export { prepareAnswer, sendAnswer } from './supplements/actions.ts';
export { withdrawApplication } from './withdrawal.ts';
