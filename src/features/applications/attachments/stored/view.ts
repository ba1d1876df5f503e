import type { Entered, FieldError } from '../../../../http/forms.ts';
import { formatFileSize } from '../../../../platform/values/file-size.ts';
import { formatDate } from '../../../../platform/values/time.ts';
import type { LaidDocument } from '../../../catalogue/index.ts';
import type { DocumentFile } from '../../../documents/index.ts';
import type { Draft } from '../../drafts/rules.ts';
import { stepHref } from '../../drafts/steps.ts';
import { storedHref } from '../view.ts';

/** «Взять из «Документов»»: what is asked for, and what the cabinet keeps. `entered` is what was ticked. */
export function storedPage(
  draft: Draft,
  title: string,
  {
    asked,
    kept,
    entered,
    errors,
    timeZone,
  }: Readonly<{
    asked: readonly LaidDocument[];
    kept: readonly DocumentFile[];
    entered: Entered;
    errors: readonly FieldError[];
    timeZone: string;
  }>,
) {
  return {
    title,
    action: storedHref(draft.id),
    back: stepHref(draft.id, 'documents'),
    places: asked.map(({ rule }) => ({ value: rule.id, text: rule.title })),
    files: kept.map(({ document, file }) => ({
      value: document.id,
      text: document.title,
      hint: [
        file.name === document.title ? '' : file.name,
        formatFileSize(file.size),
        formatDate(document.createdAt, timeZone),
      ]
        .filter(Boolean)
        .join(', '),
    })),
    entered,
    errors,
  };
}
