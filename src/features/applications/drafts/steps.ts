import type { Context } from '../../../context.ts';
import { progressOf, type Progress, type Step } from '../../catalogue/index.ts';
import { countByDocument, type Attachment } from '../attachments/rules.ts';
import { filedDocuments } from '../attachments/store.ts';
import type { Draft } from './rules.ts';
import type { DraftService } from './service.ts';

/** How far a draft is; `files` spare the look when they are at hand. */
export async function progressOfDraft(
  ctx: Context,
  draft: Draft,
  { service, about }: DraftService,
  files?: readonly Pick<Attachment, 'documentId'>[],
): Promise<Progress> {
  const counts = countByDocument(files ?? (await filedDocuments(ctx, draft.id)));
  return progressOf(service.definition, draft.answers, counts, about);
}

/** The steps as a page of questions shows them: whether the documents behind it are complete is not said there. */
export function stepsOfPage(draft: Draft, { service, about }: DraftService): readonly Step[] {
  return progressOf(service.definition, draft.answers, {}, about).steps;
}

/** The address of a step of a draft. */
export function stepHref(draftId: string, step: string): string {
  const base = `/applications/drafts/${draftId}`;
  if (step === 'documents' || step === 'check') return `${base}/${step}`;
  return step === 'signature' ? `${base}/signing` : `${base}/pages/${step}`;
}

/** Where to go on: the first step in which something is missing, or the check when nothing is. */
export function openStep(steps: readonly Step[]): string {
  return steps.find(({ complete }) => !complete)?.id ?? 'check';
}
