import type { Entered, FieldError } from '../../../http/forms.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatIsoDate } from '../../../platform/values/date.ts';
import { formatFileSize } from '../../../platform/values/file-size.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { groundsOf, type TitledFile, type WholeApplication } from '../../applications/index.ts';
import { stampOf, stepTitle, type AnswerDates, type Step } from '../../cases/index.ts';
import type { Message } from '../../messages/index.ts';
import type { QueueDesk } from '../queue/view.ts';
import { applicantSection, answerSections } from './answers-view.ts';
import type { KnownApplicant } from './known.ts';
import { nextStep } from './next-step.ts';
import { signatureMarkOf } from './signature-view.ts';
import type { Stand } from './stand.ts';

export const applicationDesk: QueueDesk = {
  path: '/staff/applications',
  tabs: ['all', 'mine', 'overdue', 'unassigned', 'waiting', 'closed'],
  titled: true,
  urgent: false,
};

export type CaseFacts = Readonly<{
  whole: WholeApplication;
  known: KnownApplicant;
  stand: Stand;
  messages: readonly Message[];
  actor: Actor;
  now: number;
  zone: string;
}>;

/** What a refused form left: its mistakes, its words, and whether the case had changed meanwhile. */
export type Failure = Readonly<{ errors: readonly FieldError[]; entered: Entered; stale?: boolean }>;

const judged = ['in_progress', 'checking', 'documents_received'];

/** One application on the desk: what was stated and from where, files, signature, exchange, history, and the next step. */
export function casePage(facts: CaseFacts, failure?: Failure) {
  const { whole, stand, zone, now, actor } = facts;
  const { record, service } = whole;
  const path = `${applicationDesk.path}/${record.number}`;
  const entered = failure?.entered ?? {};
  const applicant = applicantSection(facts);
  return {
    number: record.number,
    title: record.title,
    path,
    revision: record.revision,
    stamp: stampOf(record),
    note: [record.number, applicant.name, `подано ${formatDate(record.submittedAt, zone)}`].join(' · '),
    sections: [applicant, ...answerSections(facts)].map((section, at) => ({
      ...section,
      title: `${at + 1}. ${section.title}`,
    })),
    filesTitle: `${whole.sections.length + 2}. Файлы`,
    files: whole.files.map((file) => fileRow(path, file, entered)),
    mayJudge: stand.moves.length > 0 && judged.includes(record.status),
    signature: signatureMarkOf(whole, zone),
    copyHref: `${path}/copy`,
    resultHref: whole.application.result === null ? '' : `${path}/result`,
    signatureHref: whole.application.signature.kind === 'certificate' ? `${path}/signature` : '',
    messages: facts.messages.map((message) => messageRow(message, zone)),
    history: whole.steps.toReversed().map((step) => stepRow(step, zone)),
    next: nextStep(facts, path),
    requestHref: stand.moves.includes('documents_required') ? `${path}/documents-request` : '',
    grounds: groundsOf(service.definition).map(({ code, text }) => ({ value: code, text: `${text} (${code})` })),
    lookAt: `${formatDateTime(now, zone)}, ${actor.name}`,
    errors: failure?.errors ?? [],
    entered,
    stale: failure?.stale ?? false,
  };
}

function fileRow(path: string, file: TitledFile, entered: Entered) {
  const { id, name, title, size, verdict, verdictReason } = file;
  return {
    id,
    name,
    title,
    size: formatFileSize(size),
    href: `${path}/files/${id}`,
    downloadHref: `${path}/files/${id}?download=1`,
    action: `${path}/files/${id}/verdict`,
    chosen: entered[`verdict-${id}`] ?? verdict ?? '',
    reason: entered[`reason-${id}`] ?? verdictReason ?? '',
    mark: markOf(file),
  };
}

function markOf({ verdict, verdictReason }: TitledFile) {
  if (verdict === 'accepted') return { tone: 'done', text: 'Принят' };
  if (verdict === 'rejected') return { tone: 'bad', text: `Не принят: ${verdictReason ?? ''}` };
  return { tone: 'none', text: 'Без отметки' };
}

function messageRow({ createdAt, sender, subject, text, authorId, readAt }: Message, zone: string) {
  const read = readAt === null ? 'не прочитано' : `прочитано ${formatDateTime(readAt, zone)}`;
  return {
    at: formatDateTime(createdAt, zone),
    title: authorId === null ? subject : `Ответ заявителя: ${sender}`,
    text,
    note: authorId === null ? read : '',
  };
}

function stepRow(step: Step, zone: string) {
  const who = step.mover === 'applicant' ? 'Заявитель' : step.actorName;
  return {
    at: formatDateTime(step.at, zone),
    title: stepTitle('application', step),
    text: step.reason === null ? who : `${who}: ${step.reason.text}`,
  };
}

/** The page that asks for documents. */
export function requestPage(
  { record }: Pick<WholeApplication, 'record'>,
  known: readonly Readonly<{ id: string; title: string }>[],
  { first, last, termEnds, tooLate }: AnswerDates,
  failure?: Failure,
) {
  const path = `${applicationDesk.path}/${record.number}`;
  return {
    number: record.number,
    title: record.title,
    path,
    revision: record.revision,
    pausable: record.pausable,
    termEnds: termEnds === null ? '' : formatIsoDate(termEnds),
    tooLate,
    documents: known.map(({ id, title }) => ({ value: id, text: title })),
    limits:
      first === last
        ? `Только ${formatIsoDate(first)}: других дней до конца срока нет`
        : `Не раньше ${formatIsoDate(first)} и не позже ${formatIsoDate(last)}`,
    errors: failure?.errors ?? [],
    entered: failure?.entered ?? {},
    stale: failure?.stale ?? false,
  };
}
