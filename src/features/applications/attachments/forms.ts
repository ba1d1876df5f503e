import { idParam } from '../../../http/params.ts';
import { readForm } from '../../../http/forms.ts';

export type FilesIntent =
  Readonly<{ kind: 'upload' | 'continue' | 'back' | 'check' }> | Readonly<{ kind: 'remove'; id: string }>;

/** Which button of the step «Документы» was pressed; Enter and anything unknown mean «continue». */
export function parseFiles(body: unknown): FilesIntent {
  const form = readForm(body);
  const remove = form.text('remove');
  if (idParam.test(remove)) return { kind: 'remove', id: remove };
  return { kind: form.choice('do', ['upload', 'continue', 'back', 'check']) ?? 'continue' };
}
