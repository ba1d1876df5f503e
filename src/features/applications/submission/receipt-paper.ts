import type { PdfBlock, PdfModel } from '../../../platform/pdf/index.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { deadline, type Term } from '../../../platform/values/working-days.ts';
import type { Case } from '../../cases/index.ts';
import type { PaperFrame } from './paper.ts';
import { signatureTitle, type ApplicationSignature } from './rules.ts';

type Receipt = Readonly<{
  frame: PaperFrame;
  record: Pick<Case, 'number' | 'submittedAt'>;
  service: Readonly<{ title: string; number: number; version: number; department: string; term: Term }>;
  applicant: string;
  signature: ApplicationSignature;
  attempt: string;
  files: readonly Readonly<{ name: string; size: number; sha256: string }>[];
}>;

/** The receipt: number, date and time, and the digests of everything that was taken. Nothing in it changes afterwards. */
export function receiptPaper({ frame, record, service, applicant, signature, attempt, files }: Receipt): PdfModel {
  const at = formatDateTime(record.submittedAt, frame.zone);
  return {
    ...frame,
    title: 'Расписка о приёме заявления',
    kindLine: 'Расписка',
    number: record.number,
    createdAt: record.submittedAt,
    blocks: [
      { kind: 'stamp', word: 'Зарегистрировано', number: record.number, at: record.submittedAt },
      {
        kind: 'paragraph',
        text: `Заявление принято порталом ${at} и зарегистрировано под номером ${record.number}. Следите за ходом дела в личном кабинете, раздел «Мои заявления»; при обращении называйте этот номер.`,
      },
      {
        kind: 'facts',
        rows: [
          { label: 'Услуга', value: service.title },
          { label: 'Заявитель', value: applicant },
          { label: 'Куда', value: service.department },
          {
            label: 'Решение',
            value: `до ${formatDate(deadline(record.submittedAt, service.term, frame.zone), frame.zone)}`,
          },
          { label: 'Попытка отправки', value: attempt },
          ...(signature.kind === 'simple'
            ? [{ label: 'Подпись', value: `код из СМС на номер ${signature.phone}` }]
            : []),
          ...(signature.kind === 'none' ? [{ label: 'Подпись', value: 'для услуги не нужна' }] : []),
        ],
      },
      ...signatureBlocks(signature, record.submittedAt),
      { kind: 'heading', text: 'Что принято' },
      { kind: 'attachments', files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })) },
    ],
  };
}

function signatureBlocks(signature: ApplicationSignature, checkedAt: number): PdfBlock[] {
  if (signature.kind !== 'certificate') return [];
  const { serial, owner, notBefore, notAfter } = signature.certificate;
  return [
    {
      kind: 'signature',
      title: signatureTitle(signature),
      certificate: serial,
      owner,
      validFrom: notBefore,
      validTo: notAfter,
      verdict: { words: 'Подпись верна', checkedAt },
    },
  ];
}
