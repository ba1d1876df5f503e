import { formatDate } from '../../../platform/values/time.ts';
import { feeWords, termWords, type Service } from '../../catalogue/index.ts';
import type { SentLine } from '../sent/store.ts';
import type { OpenDraft } from './lines.ts';

/** The page before a new application: what it is about, drafts of the service to continue, the last application to begin from. */
export function startPage(
  { definition, slug }: Service,
  {
    drafts,
    earlier,
    mayChange,
  }: Readonly<{ drafts: readonly OpenDraft[]; earlier: SentLine | null; mayChange: boolean }>,
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
    earlier: earlier && { number: earlier.number, date: formatDate(earlier.submittedAt, timeZone) },
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
  unqualified: 'электронная подпись: понадобятся сертификат и программа для подписи',
  qualified: 'квалифицированная электронная подпись: понадобятся сертификат и программа для подписи',
} as const;
