import type { PdfModel } from '../../../platform/pdf/index.ts';
import type { PaperFrame } from '../submission/paper.ts';

type Result = Readonly<{
  frame: PaperFrame;
  title: string;
  paragraphs: readonly string[];
  department: string;
  number: string;
  checkCode: string;
  checkUrl: string;
  /** When it was decided, UTC ms. */
  at: number;
}>;

/** The result of a service: the text of its definition, and beneath it how anybody can check that it is real. */
export function resultPaper({
  frame,
  title,
  paragraphs,
  department,
  number,
  checkCode,
  checkUrl,
  at,
}: Result): PdfModel {
  return {
    ...frame,
    title,
    kindLine: department,
    number,
    createdAt: at,
    blocks: [
      { kind: 'stamp', word: 'Решение принято', number, at },
      ...paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
      {
        kind: 'qr',
        content: checkUrl,
        title: 'Проверить документ',
        lines: [`Номер: ${number}`, `Код: ${checkCode}`],
      },
      {
        kind: 'notice',
        text: 'Документ подписан электронной подписью портала. Бумажная копия без проверки по номеру и коду подлинника не заменяет.',
      },
    ],
  };
}
