import { formatFileSize } from '../../../platform/values/file-size.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { hintOf, kindOf, mayMove, stampOf } from '../../cases/index.ts';
import type { TitledFile, OwnApplication } from '../reading.ts';
import { signatureModel } from '../submission/signing-view.ts';
import { historyOf } from './history.ts';
import { nextActionOf } from './next-action.ts';
import { stagesOfCard } from './stages.ts';

type Moment = Readonly<{ now: number; timeZone: string }>;

/** Statuses in which the department still looks at files. */
const open = ['submitted', 'in_progress', 'checking', 'documents_required', 'documents_received'];

/** The card of an application: where it stands, what to do now, what was sent and what happened. */
export function cardPage(whole: OwnApplication, actor: Actor, { now, timeZone }: Moment) {
  const { record, application, service, files } = whole;
  const { number } = record;
  const facts = { now, answerDueAt: record.answerDueAt };
  const mayChange = actor.rights === 'change';
  return {
    number,
    title: record.title,
    registered: { number, at: formatDateTime(record.submittedAt, timeZone) },
    stages: stagesOfCard(whole, now, timeZone),
    stamp: stampOf(record),
    hint: isLate(record, now) ? `${hintOf(record)} ${lateWords}` : hintOf(record),
    next: nextActionOf(whole, mayChange, timeZone),
    files: files.map((file) => ({ cells: fileCells(number, file, record.status) })),
    // It was judged once more at the moment of sending.
    signature: signatureModel(application.signature, record.submittedAt, timeZone),
    signatureHref: application.signature.kind === 'certificate' ? `/applications/${number}/signature` : null,
    facts: [
      { key: 'Ведомство', value: service.definition.department.name },
      ...(record.closedAt === null ? [{ key: 'Решение до', value: dueWords(whole, now, timeZone) }] : []),
      ...(record.assigneeName === null ? [] : [{ key: 'Специалист', value: record.assigneeName }]),
      { key: 'Результат', value: service.definition.result.description },
    ],
    sections: whole.sections.map(({ title, blocks }) => ({
      title,
      blocks: blocks.map((block) => ({
        title: block.title,
        items: block.rows.map(({ label, lines }) => ({ key: label, value: lines.join('; ') })),
      })),
    })),
    history: historyOf(whole, timeZone),
    copyHref: `/applications/${number}/copy`,
    receiptHref: `/applications/${number}/receipt`,
    // The same once more: the answers of this one, on the version of the service that is offered then.
    again: mayChange ? { slug: application.serviceSlug, from: number, anew: 'yes' } : null,
    withdrawalHref:
      mayChange && mayMove(kindOf('application'), record.status, 'withdrawn', 'applicant', facts)
        ? `/applications/${number}/withdrawal`
        : null,
  };
}

function dueWords({ record }: OwnApplication, now: number, timeZone: string): string {
  if (record.dueAt === null) return 'срок не установлен';
  const day = formatDate(record.dueAt, timeZone);
  if (record.stoppedAt !== null) return `${day}, срок остановлен`;
  return isLate(record, now) ? `${day}, срок прошёл` : day;
}

/** Whether the department should have decided by now (UTC ms). */
function isLate({ dueAt, stoppedAt, status }: OwnApplication['record'], now: number): boolean {
  return open.includes(status) && stoppedAt === null && dueAt !== null && dueAt < now;
}

const lateWords =
  'Срок решения прошёл, но заявление остаётся в работе. Напомнить о нём можно ответом на сообщение ведомства в разделе «Сообщения».';

function fileCells(number: string, file: TitledFile, status: string) {
  const link = { text: file.name, href: `/applications/${number}/files/${file.id}`, note: file.title };
  return [link, formatFileSize(file.size), verdictCell(file, status)];
}

function verdictCell({ verdict, verdictReason }: TitledFile, status: string) {
  const note = verdictReason === null ? {} : { note: verdictReason };
  if (verdict === 'accepted') return { stamp: { tone: 'done', text: 'Принят' }, ...note };
  if (verdict === 'rejected') return { stamp: { tone: 'bad', text: 'Не принят' }, ...note };
  if (status === 'submitted') return 'Ждёт проверки';
  return open.includes(status) ? { stamp: { tone: 'info', text: 'На проверке' } } : 'Без отметки';
}
