import type { FieldError } from '../../../http/forms.ts';
import { formatFileSize } from '../../../platform/values/file-size.ts';
import { limitWords, type UploadLimits } from '../../../platform/values/upload-limits.ts';
import { layOut, neighbours, paymentOf, stepsView, type Problem, type Step } from '../../catalogue/index.ts';
import type { Draft } from '../drafts/rules.ts';
import type { DraftService } from '../drafts/service.ts';
import { stepHref } from '../drafts/steps.ts';
import { savedWords, versionNotice } from '../drafts/view.ts';
import type { AttachedFile } from './rules.ts';

/** The step «Документы»: one control per document that is asked for now, with what is there already. */
export function documentsPage(
  draft: Draft,
  { service, about, version }: DraftService,
  {
    steps,
    files,
    problems,
    errors,
    limits,
    moment,
  }: Readonly<{
    steps: readonly Step[];
    files: readonly AttachedFile[];
    problems: readonly Problem[];
    errors: readonly FieldError[];
    limits: UploadLimits;
    moment: Readonly<{ now: number; timeZone: string }>;
  }>,
) {
  const { documents } = layOut(service.definition, draft.answers, about);
  const bar = stepsView(steps, 'documents', (id) => stepHref(draft.id, id));
  const asked = new Set(documents.map(({ rule }) => rule.id));
  const { previous } = neighbours(steps, 'documents');
  const all = inOrderOfDocuments(
    [...errors, ...problems.map(({ name, message }) => ({ field: name, message }))],
    documents.map(({ rule }) => rule.id),
  );
  return {
    over: `${service.definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    action: `/applications/drafts/${draft.id}/files`,
    back: previous === null ? null : stepHref(draft.id, previous),
    fields: documents.map(({ number, rule }) => {
      const own = files.filter(({ documentId }) => documentId === rule.id);
      return {
        name: rule.id,
        number,
        label: rule.title,
        ...(rule.hint !== undefined && { hint: rule.hint }),
        optional: !rule.required,
        multiple: rule.maxFiles > 1,
        limits: limitWords({ ...limits, maxFiles: rule.maxFiles }),
        accept: '.pdf,.jpg,.jpeg,.png',
        files: own.map((file) => fileLine(draft.id, file)),
        full: own.length >= rule.maxFiles,
        elsewhere: { href: `${storedHref(draft.id)}?for=${rule.id}`, text: 'Взять из «Документов»' },
        errors: all,
      };
    }),
    // Files of documents that the answers or a new version no longer ask for: they would not be sent.
    leftover: files.filter(({ documentId }) => !asked.has(documentId)).map((file) => fileLine(draft.id, file)),
    requestedByUs: service.definition.requestedByUs,
    payment: paymentOf(service.definition.fee),
    errors: all,
    numbers: Object.fromEntries(documents.map(({ number, rule }) => [rule.id, number])),
    saved: savedWords(draft, moment),
    version: versionNotice(draft.id, version),
  };
}

/** What stands first on the page is mended first; what belongs to no document comes before. */
function inOrderOfDocuments(errors: readonly FieldError[], ids: readonly string[]): FieldError[] {
  return [...errors].sort((one, other) => ids.indexOf(one.field) - ids.indexOf(other.field));
}

/** Where documents that the portal keeps already are taken into a draft. */
export function storedHref(draftId: string): string {
  return `/applications/drafts/${draftId}/stored-documents`;
}

/** A file in a list: name, size, and the address under which its owner may open it. */
export function fileLine(draftId: string, { id, name, size }: Pick<AttachedFile, 'id' | 'name' | 'size'>) {
  return { id, name, size: formatFileSize(size), href: `/applications/drafts/${draftId}/files/${id}` };
}
