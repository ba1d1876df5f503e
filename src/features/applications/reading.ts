import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { stepsOf, type Case, type Step } from '../cases/index.ts';
import { findServiceVersion, layOut, summaryOf, type Service, type SummarySection } from '../catalogue/index.ts';
import { signaturesOf, type KeptSignature } from '../signatures/index.ts';
import { inOrderOf, type AttachedFile } from './attachments/rules.ts';
import { attachmentsOf, findAttachment } from './attachments/store.ts';
import { circumstances } from './drafts/service.ts';
import type { Application } from './rules.ts';
import { findOwnSent, findSentForStaff, type Sent } from './sent/store.ts';
import { otherFiles, type DocumentRequest } from './supplements/rules.ts';

/** A file of an application with the title of the document that it is filed under. */
export type TitledFile = AttachedFile & Readonly<{ title: string }>;

/** Everything that is known of one application. */
export type WholeApplication = Readonly<{
  record: Case;
  application: Application;
  service: Service;
  /** The answers in words, page by page. */
  sections: readonly SummarySection[];
  files: readonly TitledFile[];
  requests: readonly DocumentRequest[];
  /** Steps of the case, oldest first; the applicant's view has the public ones only. */
  steps: readonly Step[];
  /** Certificate signatures with the verdict of their time. */
  signatures: readonly KeptSignature[];
}>;

/** What its applicant sees of it: the signature of the application itself says enough. */
export type OwnApplication = Omit<WholeApplication, 'signatures'>;

/** An application of the open cabinet. @throws NotFound for a stranger's, exactly as for a missing one */
export async function ownApplication(ctx: Context, actor: Actor, number: string): Promise<OwnApplication> {
  return whole(ctx, await findOwnSent(ctx, actor, number), false);
}

/** An application for its official. The caller journals the look. @throws NotFound for another department's */
export async function applicationForStaff(ctx: Context, actor: Actor, number: string): Promise<WholeApplication> {
  const sent = await findSentForStaff(ctx, actor, number);
  return completeForStaff(ctx, sent, await signaturesOf(ctx, 'application', sent.application.id));
}

/** The same from what has been read already. */
export async function completeForStaff(
  ctx: Context,
  sent: Sent,
  signatures: readonly KeptSignature[],
): Promise<WholeApplication> {
  return { ...(await whole(ctx, sent, true)), signatures };
}

/** One file of an application for its official. @throws NotFound when it was not sent, or not to this department */
export async function fileForStaff(
  ctx: Context,
  actor: Actor,
  { number, attachmentId }: Readonly<{ number: string; attachmentId: string }>,
): Promise<Readonly<{ record: Case; file: AttachedFile }>> {
  const { record, application, requests } = await findSentForStaff(ctx, actor, number);
  const file = await findAttachment(ctx, application.id, attachmentId);
  if (!isSent(file, requests)) throw new NotFound();
  return { record, file };
}

async function whole(ctx: Context, { record, application, requests }: Sent, all: boolean): Promise<OwnApplication> {
  const service = await findServiceVersion(ctx, application.versionId);
  const about = circumstances(ctx, record.owner, record.submittedAt);
  const { documents } = layOut(service.definition, application.answers, about);
  const steps = await stepsOf(ctx, record.id, { all });
  const titles = new Map([
    [otherFiles.id, otherFiles.title],
    ...requests.flatMap((request) => request.documents.map(({ id, title }) => [id, title] as const)),
    ...documents.map(({ rule }) => [rule.id, rule.title] as const),
  ]);
  const asked = documents.map(({ rule }) => rule.id);
  const files = inOrderOf(await attachmentsOf(ctx, application.id), asked);
  return {
    record,
    application,
    service,
    sections: summaryOf(service.definition, application.answers, about),
    files: files
      .filter((file) => isSent(file, requests))
      .map((file) => ({ ...file, title: titles.get(file.documentId) ?? otherFiles.title })),
    requests: all
      ? requests.map((request) => (request.answeredAt === null ? { ...request, answer: null } : request))
      : requests,
    steps,
  };
}

/** What is being put together in answer to a request is the applicant's own affair until it is sent. */
function isSent({ requestId }: AttachedFile, requests: readonly DocumentRequest[]): boolean {
  return requestId === null || requests.some(({ id, answeredAt }) => id === requestId && answeredAt !== null);
}
