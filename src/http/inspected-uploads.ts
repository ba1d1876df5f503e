import type { Request } from 'express';
import { cleanFileName, inspectFile, type FileType } from '../platform/file-inspection/index.ts';
import { formatFileSize } from '../platform/values/file-size.ts';
import { counted } from '../platform/values/plural.ts';
import type { StoredFile } from '../platform/files/file-store.ts';
import type { FieldError } from './form-fields.ts';
import type { HttpContext } from './ports.ts';
import { uploadsOf, type UploadRefusalCode } from './uploads.ts';

/** An uploaded file whose content was recognised: `type` is what it is, `name` is safe and ends accordingly. */
export type InspectedFile = Readonly<{ field: string; name: string; type: FileType; stored: StoredFile }>;

type Options = Readonly<{ allowed: readonly FileType[]; maxBytes: number; maxFiles: number }>;

/**
 * Judges what came with a form by content. Good files stay, each refused one becomes a message at its field that names
 * the file, the reason and the code; nothing that was refused is kept, the sweep removes it.
 */
export async function inspectUploads(
  ctx: Pick<HttpContext, 'files'>,
  req: Request,
  { allowed, maxBytes, maxFiles }: Options,
): Promise<{ files: InspectedFile[]; errors: FieldError[] }> {
  const { files, refusals } = uploadsOf(req);
  const good: InspectedFile[] = [];
  const errors: FieldError[] = refusals.map(({ field, name, code }) => ({
    field,
    code,
    message: `${named(name)}${refusalWords[code]({ maxBytes, maxFiles })} Код ${code}.`,
  }));
  for (const { field, name, stored } of files) {
    const verdict = await inspectFile(() => ctx.files.read(stored.id), allowed);
    if (verdict.ok) good.push({ field, name: cleanFileName(name, verdict.extension), type: verdict.type, stored });
    else errors.push({ field, code: verdict.code, message: `${named(name)}${verdict.message} Код ${verdict.code}.` });
  }
  return { files: good, errors };
}

const refusalWords: Readonly<Record<UploadRefusalCode, (limits: { maxBytes: number; maxFiles: number }) => string>> = {
  'FILE-TOO-LARGE': ({ maxBytes }) =>
    `больше ${formatFileSize(maxBytes)}: уменьшите файл или сохраните его с меньшим качеством.`,
  'FILE-COUNT': ({ maxFiles }) =>
    `не принят: за один раз можно отправить не больше ${counted(maxFiles, 'файла', 'файлов', 'файлов')}.`,
  'FILE-EMPTY': () => 'пустой: выберите другой файл.',
  'UPLOAD-BROKEN': () => 'Отправка оборвалась, часть файлов не дошла: выберите их ещё раз.',
};

function named(name: string): string {
  return name === '' ? '' : `Файл «${name}» `;
}
