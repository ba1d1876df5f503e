import type { KeptFile } from '../../platform/files/file-store.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import { formatDate, formatDateTime } from '../../platform/values/time.ts';
import {
  documentTypes,
  kindWords,
  statusWords,
  type DocumentKind,
  type DocumentType,
  type StoredDocument,
} from './rules.ts';

export const pageSize = 20;

const tabs = {
  all: { text: 'Все', kinds: undefined },
  issued: { text: 'Выданные', kinds: ['issued', 'receipt', 'application'] },
  uploaded: { text: 'Загруженные', kinds: ['uploaded'] },
} as const satisfies Record<string, { text: string; kinds: readonly DocumentKind[] | undefined }>;

export type DocumentTab = keyof typeof tabs;

/** A tab as it stands in an address; anything unknown is «Все». */
export function readTab(value: unknown): DocumentTab {
  return value === 'issued' || value === 'uploaded' ? value : 'all';
}

export function kindsOf(tab: DocumentTab): readonly DocumentKind[] | undefined {
  return tabs[tab].kinds;
}

/** The table: one more document than the page holds was asked for, so that «Дальше» is there only when it leads somewhere. */
export function listPage(
  documents: readonly StoredDocument[],
  files: ReadonlyMap<string, KeptFile>,
  tab: DocumentTab,
  timeZone: string,
) {
  const shown = documents.slice(0, pageSize);
  const last = shown.at(-1);
  const base = tab === 'all' ? '/documents' : `/documents?tab=${tab}`;
  return {
    tab,
    tabItems: Object.entries(tabs).map(([value, { text }]) => ({
      text,
      href: value === 'all' ? '/documents' : `/documents?tab=${value}`,
      current: value === tab,
      count: null,
    })),
    rows: shown.map((document) => ({
      cells: [
        {
          text: document.title,
          href: `/documents/${document.id}`,
          ...(document.number !== null && { note: `№\u00A0${document.number}` }),
        },
        typeWords(document),
        formatDate(document.createdAt, timeZone),
        formatFileSize(files.get(document.fileId)?.size ?? 0),
        { mark: statusWords[document.status] },
      ],
    })),
    next: documents.length > pageSize && last ? `${base}${tab === 'all' ? '?' : '&'}before=${last.id}` : null,
  };
}

/** Where the document came from, or what its owner said it is. A receipt of ours is not one of a payment. */
function typeWords({ kind, type }: StoredDocument): string {
  return kind === 'uploaded' ? (documentTypes[type as DocumentType] ?? kindWords.uploaded) : kindWords[kind];
}

export function documentPage(document: StoredDocument, file: KeptFile, publicUrl: string, timeZone: string) {
  const check = document.number !== null && document.checkCode !== null;
  const query = new URLSearchParams({ number: document.number ?? '', code: document.checkCode ?? '' }).toString();
  return {
    title: document.title,
    mark: document.number ?? document.caseNumber ?? formatDateTime(document.createdAt, timeZone),
    state: statusWords[document.status],
    facts: [
      { key: 'Вид', value: typeWords(document) },
      ...(document.issuer === null ? [] : [{ key: 'Кем выдан', value: document.issuer }]),
      ...(document.number === null ? [] : [{ key: 'Номер', value: document.number }]),
      ...(document.checkCode === null ? [] : [{ key: 'Код проверки', value: document.checkCode }]),
      { key: 'Дата', value: formatDateTime(document.createdAt, timeZone) },
      { key: 'Файл', value: `${file.name}, ${formatFileSize(file.size)}` },
      ...(document.caseNumber === null
        ? []
        : [{ key: 'Заявление', link: { href: `/applications/${document.caseNumber}`, text: document.caseNumber } }]),
    ],
    openHref: `/documents/${document.id}/file`,
    downloadHref: `/documents/${document.id}/file?download=1`,
    checkHref: check ? `/check?${query}` : null,
    checkUrl: check ? `${publicUrl}/check` : null,
  };
}
