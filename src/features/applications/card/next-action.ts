import { quoted, sentences } from '../../../platform/values/sentences.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { stampOf, type StampModel } from '../../cases/index.ts';
import { groundOf } from '../decisions/rules.ts';
import type { OwnApplication } from '../reading.ts';
import { openRequest, silenceWords } from '../supplements/rules.ts';

type Link = Readonly<{ href: string; text: string }>;

/** The one thing to do now, in the double frame; `link` is the filled button, `acknowledge` the address of «Подтвердить получение». */
export type NextAction = Readonly<{
  stamp: StampModel;
  due: string | null;
  title: string;
  paragraphs: readonly string[];
  link: Link | null;
  acknowledge: string | null;
}>;

/** What awaits the applicant: an answer, a result, or a refusal to be read; null while the department has the turn. */
export function nextActionOf(whole: OwnApplication, mayChange: boolean, timeZone: string): NextAction | null {
  const stamp = stampOf(whole.record);
  switch (whole.record.status) {
    case 'documents_required':
      return { stamp, ...answering(whole, mayChange, timeZone) };
    case 'approved':
    case 'ready':
      return { stamp, ...receiving(whole) };
    case 'rejected':
      return { stamp, ...refused(whole, mayChange) };
    default:
      return null;
  }
}

type Words = Omit<NextAction, 'stamp'>;

function answering({ record, requests }: OwnApplication, mayChange: boolean, timeZone: string): Words {
  const request = openRequest(requests);
  const stopped = [
    ...(record.stoppedAt === null ? [] : ['Срок рассмотрения остановлен.']),
    ...(record.answerDueAt === null ? [] : [silenceWords(record.answerDueAt, timeZone)]),
  ];
  const [only] = request?.documents ?? [];
  const title =
    request?.documents.length === 1 && only
      ? `Пришлите документ: ${only.title}`
      : 'Пришлите то, о чём просит ведомство';
  return {
    due: record.answerDueAt === null ? null : `ответьте до ${formatDate(record.answerDueAt, timeZone)}`,
    title: request?.documents.length === 0 ? 'Ответьте на вопрос ведомства' : title,
    paragraphs:
      request === null
        ? stopped
        : [`${request.askedByName}, ${formatDate(request.askedAt, timeZone)}: ${quoted(request.message)}.`, ...stopped],
    link: mayChange
      ? {
          href: `/applications/${record.number}/answer`,
          text: request?.documents.length === 0 ? 'Ответить' : 'Добавить файл',
        }
      : null,
    acknowledge:
      mayChange && request !== null && request.readAt === null
        ? `/applications/${record.number}/acknowledgement`
        : null,
  };
}

function receiving({ record, application }: OwnApplication): Words {
  const { result } = application;
  const paper = record.status === 'ready' ? ['Бумажный документ можно забрать в ведомстве.'] : [];
  return {
    due: null,
    title: result === null ? 'Готовим документ' : 'Результат готов',
    paragraphs: [
      result === null
        ? 'Решение положительное. Подписываем документ: через несколько минут он появится здесь и в разделе «Документы».'
        : 'Документ подписан электронной подписью портала. Скачайте его; подлинность может проверить каждый, по номеру и коду.',
      ...(application.decision?.reason ? [application.decision.reason] : []),
      ...paper,
    ],
    link: result === null ? null : { href: `/documents/${result.documentId}`, text: 'Открыть документ' },
    acknowledge: null,
  };
}

function refused({ application, service }: OwnApplication, mayChange: boolean): Words {
  const { decision } = application;
  const ground = groundOf(service.definition, decision?.groundCode ?? null);
  return {
    due: null,
    title: 'В услуге отказано',
    paragraphs: [
      ...(ground === null ? [] : [`${sentences(ground.text)} Код основания: ${ground.code}.`]),
      ...(decision === null ? [] : [sentences(decision.reason)]),
      'Если причину можно исправить, подайте заявление снова.',
    ],
    link: mayChange ? { href: `/applications/new/${application.serviceSlug}`, text: 'Подать снова' } : null,
    acknowledge: null,
  };
}
