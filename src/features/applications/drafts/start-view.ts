import { formatDate } from '../../../platform/values/time.ts';
import { feeWords, termWords, type Service } from '../../catalogue/index.ts';
import type { OpenDraft } from './lines.ts';

/** The page before a new application: what it is about, and drafts of the same service that could be continued. */
export function startPage(
  { definition, slug }: Service,
  drafts: readonly OpenDraft[],
  mayChange: boolean,
  timeZone: string,
) {
  return {
    slug,
    title: definition.shortTitle,
    mayChange,
    drafts: drafts.map(({ id, title, savedAt, expiresAt }) => ({
      title,
      href: `/applications/drafts/${id}`,
      lead: formatDate(savedAt, timeZone),
      note: `Хранится до ${formatDate(expiresAt, timeZone)}`,
      stamp: { tone: 'none', text: 'Черновик' },
    })),
    facts: [
      { key: 'Ведомство', value: definition.department.name },
      { key: 'Срок', value: termWords(definition.term) },
      { key: 'Стоимость', value: feeWords(definition.fee) },
      { key: 'Результат', value: definition.result.description },
      { key: 'Подпись', value: signatureWords[definition.signature] },
    ],
  };
}

const signatureWords = {
  none: 'не нужна',
  simple: 'код из СМС',
  unqualified: 'электронная подпись: файл подписи',
  qualified: 'квалифицированная электронная подпись: файл подписи',
} as const;
