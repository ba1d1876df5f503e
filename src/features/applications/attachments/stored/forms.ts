import { readForm, type FormResult } from '../../../../http/forms.ts';
import { counted } from '../../../../platform/values/plural.ts';

export type StoredForm = Readonly<{ place: string; documents: readonly string[] }>;

/** Which of the kept documents are taken, and what for; `places` and `known` are what the page offers. */
export function parseStored(
  body: unknown,
  { places, known, most }: Readonly<{ places: readonly string[]; known: readonly string[]; most: number }>,
): FormResult<StoredForm> {
  const form = readForm(body);
  const place = form.choice('for', places, { required: 'Выберите, для чего этот файл' });
  const documents = form.choices('documents', known);
  if (documents.length === 0) form.error('documents', 'Отметьте хотя бы один файл');
  if (documents.length > most)
    form.error(
      'documents',
      `За один раз можно взять не больше ${counted(most, 'файла', 'файлов', 'файлов')}`,
      'FILE-COUNT',
    );
  return form.result({ place: place ?? '', documents });
}
