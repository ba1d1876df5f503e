import { formatDateTime } from '../../platform/values/time.ts';
import type { DocumentKind, StoredDocument } from '../documents/index.ts';

const kindWords: Readonly<Record<DocumentKind, string>> = {
  issued: 'Результат услуги',
  receipt: 'Расписка о приёме заявления',
  application: 'Копия заявления',
  uploaded: 'Документ',
};

/** What the public page says: of an unknown pair nothing but that, lest numbers could be tried out. */
export function answerOf(document: StoredDocument | null, number: string, timeZone: string) {
  if (document === null) return { found: false, number } as const;
  return {
    found: true,
    number,
    title: document.title,
    facts: [
      { key: 'Вид', value: kindWords[document.kind] },
      { key: 'Номер', value: number },
      { key: 'Дата и время', value: formatDateTime(document.createdAt, timeZone) },
      { key: 'Кем выдан', value: document.issuer ?? 'Портал' },
    ],
  } as const;
}
