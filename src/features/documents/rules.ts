import type { Party } from '../../platform/values/actor.ts';

/** Uploaded by the person, or issued: a result, a receipt of submission, a copy of what was sent. */
export type DocumentKind = 'uploaded' | 'issued' | 'receipt' | 'application';
export type DocumentStatus = 'uploaded' | 'checking' | 'checked' | 'refused' | 'issued';

/** What a person may say of a file they upload; issued documents carry the type of their service. */
export const documentTypes = {
  passport: 'Паспорт',
  snils: 'СНИЛС',
  inn: 'ИНН',
  certificate: 'Свидетельство',
  reference: 'Справка',
  contract: 'Договор',
  authority: 'Доверенность',
  receipt: 'Квитанция об оплате',
  other: 'Другой документ',
} as const;

export type DocumentType = keyof typeof documentTypes;

export type StoredDocument = Readonly<{
  id: string;
  party: Party;
  kind: DocumentKind;
  /** Key of `documentTypes`, or `result`, `receipt`, `application`. */
  type: string;
  title: string;
  number: string | null;
  /** Code beside the number that opens the public check; only issued documents have one. */
  checkCode: string | null;
  issuer: string | null;
  fileId: string;
  caseNumber: string | null;
  status: DocumentStatus;
  createdAt: number;
}>;

export const statusWords: Readonly<Record<DocumentStatus, { text: string; tone: 'info' | 'done' | 'bad' | 'none' }>> = {
  uploaded: { text: 'Загружено', tone: 'none' },
  checking: { text: 'На проверке', tone: 'info' },
  checked: { text: 'Проверено', tone: 'done' },
  refused: { text: 'Отклонено', tone: 'bad' },
  issued: { text: 'Выдано', tone: 'done' },
};

export const kindWords: Readonly<Record<DocumentKind, string>> = {
  uploaded: 'Загружен вами',
  issued: 'Результат услуги',
  receipt: 'Расписка о приёме',
  application: 'Копия заявления',
};

/** Crockford's Base32: no letters that look like digits, nothing to mix up when read aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits as `XXXX-XXXX-XXXX-XXXX`. */
export function makeCheckCode(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.subarray(0, 10).toString('hex')}`);
  let text = '';
  for (let at = 0; at < 16; at += 1) {
    text = `${alphabet[Number(bits & 31n)] ?? ''}${text}`;
    bits >>= 5n;
  }
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** A code as people type it: case, spaces and dashes do not matter, O is zero, I and L are one; null when it cannot be one. */
export function readCheckCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain)) return null;
  return (plain.match(/.{4}/g) ?? []).join('-');
}
