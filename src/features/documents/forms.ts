import { readForm, type FormResult } from '../../http/forms.ts';
import { documentTypes, type DocumentType } from './rules.ts';

export type UploadForm = Readonly<{ type: DocumentType; title: string; number: string }>;

/** «Добавить файл»: what it is, its number and a few words; the file itself is judged apart. */
export function parseUpload(body: unknown): FormResult<UploadForm> {
  const form = readForm(body);
  return form.result({
    type: form.choice('type', Object.keys(documentTypes) as DocumentType[], {
      required: 'Выберите, что это за документ',
    }),
    title: form.text('title', { max: 120 }),
    number: form.text('number', { max: 60 }),
  });
}
