import type { FieldError } from '../../../http/forms.ts';
import { formatFileSize } from '../../../platform/values/file-size.ts';
import { quoted } from '../../../platform/values/sentences.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { limitWords, type UploadLimits } from '../../../platform/values/upload-limits.ts';
import type { Case } from '../../cases/index.ts';
import type { AttachedFile } from '../attachments/rules.ts';
import { placesOf, silenceWords, type DocumentRequest } from './rules.ts';

/** The page on which a request is answered. `typed` is what stood in the form, when it was refused. */
export function answerPage(
  record: Pick<Case, 'number' | 'title'>,
  request: DocumentRequest,
  files: readonly AttachedFile[],
  {
    errors,
    typed,
    limits,
    timeZone,
  }: Readonly<{ errors: readonly FieldError[]; typed: string | null; limits: UploadLimits; timeZone: string }>,
) {
  const own = files.filter(({ requestId }) => requestId === request.id);
  return {
    number: record.number,
    title: record.title,
    message: quoted(request.message),
    asked: `${request.askedByName}, ${formatDate(request.askedAt, timeZone)}`,
    silence: silenceWords(request.dueAt, timeZone),
    due: `ответьте до ${formatDate(request.dueAt, timeZone)}`,
    stamp: { tone: 'wait', text: 'Требуются документы' },
    action: `/applications/${record.number}/answer`,
    answer: typed ?? request.answer ?? '',
    answerOptional: request.documents.length > 0,
    fields: placesOf(request).map(({ id, title }) => {
      const here = own.filter(({ documentId }) => documentId === id);
      return {
        name: id,
        label: title,
        optional: !request.documents.some((document) => document.id === id),
        multiple: true,
        limits: limitWords(limits),
        accept: '.pdf,.jpg,.jpeg,.png',
        files: here.map((file) => ({
          id: file.id,
          name: file.name,
          size: formatFileSize(file.size),
          href: `/applications/${record.number}/files/${file.id}`,
        })),
        full: here.length >= limits.maxFiles,
        errors,
      };
    }),
    errors,
  };
}
