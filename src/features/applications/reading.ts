import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { findCaseForStaff, findOwnCase, stepsOf, type Case, type Step } from '../cases/index.ts';
import { findServiceVersion, layOut, summaryOf, type Service, type SummarySection } from '../catalogue/index.ts';
import { signaturesOf, type KeptSignature } from '../signatures/index.ts';
import { inOrderOf, type AttachedFile } from './attachments/rules.ts';
import { attachmentsOf } from './attachments/store.ts';
import { circumstances } from './drafts/service.ts';
import type { Application } from './rules.ts';
import { applicationOfCase } from './store.ts';
import { otherFiles, type DocumentRequest } from './supplements/rules.ts';
import { requestsOf } from './supplements/store.ts';

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
  return whole(ctx, await findOwnCase(ctx, actor, number), false);
}

/** The case and what was sent under it, without the rest. @throws NotFound as `ownApplication` does */
export async function ownRecord(
  ctx: Context,
  actor: Actor,
  number: string,
): Promise<Pick<WholeApplication, 'record' | 'application'>> {
  const record = await findOwnCase(ctx, actor, number);
  return { record, application: await applicationOfCase(ctx, record.id) };
}

/** An application for its official. The caller journals the look. @throws NotFound for another department's */
export async function applicationForStaff(ctx: Context, actor: Actor, number: string): Promise<WholeApplication> {
  const found = await whole(ctx, await findCaseForStaff(ctx, actor, 'application', number), true);
  return { ...found, signatures: await signaturesOf(ctx, 'application', found.application.id) };
}

async function whole(ctx: Context, record: Case, all: boolean): Promise<OwnApplication> {
  const application = await applicationOfCase(ctx, record.id);
  const service = await findServiceVersion(ctx, application.versionId);
  const about = circumstances(ctx, record.owner, record.submittedAt);
  const { documents } = layOut(service.definition, application.answers, about);
  const steps = await stepsOf(ctx, record.id, { all });
  // Most applications are decided without asking: then there is nothing to look for.
  const wasAsked = steps.some(({ to }) => to === 'documents_required');
  const requests = wasAsked ? await requestsOf(ctx, application.id) : [];
  const titles = new Map([
    [otherFiles.id, otherFiles.title],
    ...requests.flatMap((request) => request.documents.map(({ id, title }) => [id, title] as const)),
    ...documents.map(({ rule }) => [rule.id, rule.title] as const),
  ]);
  const asked = documents.map(({ rule }) => rule.id);
  const files = inOrderOf(await attachmentsOf(ctx, application.id), asked);
  // What is being put together in answer to a request is the applicant's own affair until it is sent.
  const open = new Set(requests.filter(({ answeredAt }) => answeredAt === null).map(({ id }) => id));
  const sent = files.filter(({ requestId }) => requestId === null || !open.has(requestId));
  return {
    record,
    application,
    service,
    sections: summaryOf(service.definition, application.answers, about),
    files: sent.map((file) => ({ ...file, title: titles.get(file.documentId) ?? otherFiles.title })),
    requests: all
      ? requests.map((request) => (request.answeredAt === null ? { ...request, answer: null } : request))
      : requests,
    steps,
  };
}
