import { readForm, type FormReader, type FormResult } from '../../../http/forms.ts';
import { formatIsoDate, type IsoDate } from '../../../platform/values/date.ts';
import { endOfDay } from '../../../platform/values/time.ts';
import type { RequestedDocument } from '../../applications/index.ts';
import type { AnswerDates } from '../../cases/index.ts';

export type ApplicationDecision = Readonly<{
  verdict: 'approved' | 'rejected';
  groundCode: string | null;
  reason: string;
}>;

/** The decision: a refusal needs a ground of the service and words of its own; an approval may have words. */
export function parseDecision(body: unknown, grounds: readonly string[]): FormResult<ApplicationDecision> {
  const form = readForm(body);
  const verdict = form.choice('verdict', ['approved', 'rejected'], { required: 'Выберите решение' });
  const words = { max: 2000 };
  if (verdict !== 'rejected') {
    form.choice('ground', grounds);
    return form.result({ verdict: 'approved', groundCode: null, reason: form.multiline('reason', words) });
  }
  const groundCode = form.choice('ground', grounds, { required: 'Выберите основание отказа' });
  const reason = form.multiline('reason', { ...words, required: 'Объясните заявителю причину отказа', min: 10 });
  return form.result({ verdict, groundCode, reason });
}

export type DocumentsAsked = Readonly<{ message: string; dueAt: number; documents: readonly RequestedDocument[] }>;

/**
 * A request for documents: only those that the service may demand (210-ФЗ, article 7), words that say why, and a date of
 * the answer within `dates`; `dueAt` is the end of that day, UTC ms.
 */
export function parseDocumentsRequest(
  body: unknown,
  { known, dates, zone }: Readonly<{ known: readonly RequestedDocument[]; dates: AnswerDates; zone: string }>,
): FormResult<DocumentsAsked> {
  const form = readForm(body);
  const chosen = form.choices(
    'documents',
    known.map(({ id }) => id),
  );
  const message = form.multiline('message', { required: 'Напишите, что нужно и почему', min: 10, max: 2000 });
  const until = readAnswerDate(form, dates);
  const dueAt = until === null ? 0 : endOfDay(until, zone);
  return form.result({ message, dueAt, documents: known.filter(({ id }) => chosen.includes(id)) });
}

function readAnswerDate(form: FormReader, { first, last, termEnds }: AnswerDates): IsoDate | null {
  const tooFar =
    last === termEnds
      ? `Срок решения кончается ${formatIsoDate(last)} и не останавливается: ждать ответа можно не позже этого дня`
      : `Слишком далеко: не позже ${formatIsoDate(last)}`;
  const date = form.date('until', {
    required: 'Укажите, до какого дня ждать ответа',
    min: { date: first, message: `Дайте время на ответ: не раньше ${formatIsoDate(first)}` },
    max: { date: last, message: tooFar },
  });
  return (date as IsoDate | null) || null;
}

export type VerdictForm = Readonly<{ verdict: 'accepted' | 'rejected'; reason: string }>;

/** What the department says of one file. Names of the inputs carry the file's id: there are several forms on the page. */
export function parseVerdict(body: unknown, fileId: string): FormResult<VerdictForm> {
  const form = readForm(body);
  const verdict = form.choice(`verdict-${fileId}`, ['accepted', 'rejected'], { required: 'Отметьте, принят ли файл' });
  const rejected = verdict === 'rejected';
  const reason = form.text(
    `reason-${fileId}`,
    rejected ? { required: 'Напишите, почему файл не принят', max: 300 } : { max: 300 },
  );
  return form.result({ verdict, reason: rejected ? reason : '' });
}
