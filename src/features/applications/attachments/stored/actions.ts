import type { Context } from '../../../../context.ts';
import { NotFound } from '../../../../errors.ts';
import type { FieldError } from '../../../../http/forms.ts';
import type { InspectedFile } from '../../../../http/inspected-uploads.ts';
import type { Actor } from '../../../../platform/values/actor.ts';
import { formatFileSize } from '../../../../platform/values/file-size.ts';
import { documentFiles, type DocumentFile } from '../../../documents/index.ts';
import { findDraft } from '../../drafts/store.ts';
import { attachToDraft } from '../actions.ts';

type Allowed = Readonly<{ types: readonly InspectedFile['type'][]; maxBytes: number }>;

/**
 * Files copies of documents that the party keeps in «Документы» under a document that the draft asks for: what happens to the
 * original later does not touch the application. Tells what does not fit, file by file. @throws NotFound for a stranger's
 */
export async function attachStored(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; place: string; documents: readonly string[]; allowed: Allowed }>,
): Promise<readonly FieldError[]> {
  const { id, place, documents, allowed } = input;
  await findDraft(ctx, actor, id);
  const found = await documentFiles(ctx, actor, { ids: documents, limit: documents.length });
  if (found.length !== new Set(documents).size) throw new NotFound();
  const unfit = found.flatMap((one) => whyUnfit(one, allowed));
  if (unfit.length > 0) return unfit;
  const uploads: InspectedFile[] = [];
  for (const { file } of found.toReversed()) {
    const stored = await ctx.files.store(ctx.files.open(file.id));
    uploads.push({ field: place, name: file.name, type: file.type as InspectedFile['type'], stored });
  }
  const refused = await attachToDraft(ctx, actor, { id, uploads });
  return refused.map((error) => ({ ...error, field: 'documents' }));
}

function whyUnfit({ file }: DocumentFile, { types, maxBytes }: Allowed): FieldError[] {
  const refuse = (code: string, words: string) => [
    { field: 'documents', code, message: `Файл «${file.name}» ${words} Код ${code}.` },
  ];
  if (!types.some((type) => type === file.type))
    return refuse('FILE-TYPE', 'не подходит. Принимаются PDF, JPEG и PNG.');
  return file.size > maxBytes ? refuse('FILE-TOO-LARGE', `больше ${formatFileSize(maxBytes)}.`) : [];
}
