import { formatDateTime } from '../../../platform/values/time.ts';
import { stepTitle, type Step } from '../../cases/index.ts';
import type { OwnApplication } from '../reading.ts';

type Event = Readonly<{ at: number; title: string; text: string }>;

/** What the applicant did, where they added no words of their own. */
const ownWords: Readonly<Record<string, string>> = {
  documents_received: 'Вы отправили ответ ведомству',
  withdrawn: 'Вы отозвали заявление',
};

/** What happened, newest first: steps of the case, readings of requests, and the result. */
export function historyOf({ record, application, steps, requests }: OwnApplication, timeZone: string) {
  const events: Event[] = [
    ...steps.map((step) => ({ at: step.at, title: stepTitle(record.kind, step), text: stepText(step) })),
    ...requests.flatMap(({ readAt }) =>
      readAt === null ? [] : [{ at: readAt, title: 'Вы подтвердили получение', text: 'Запрос ведомства прочитан' }],
    ),
    ...(application.result === null
      ? []
      : [
          {
            at: application.result.at,
            title: 'Результат готов',
            text: 'PDF с подписью портала — в разделе «Документы»',
          },
        ]),
  ];
  const newestFirst = events
    .map((event, order) => ({ ...event, order }))
    .sort((a, b) => b.at - a.at || b.order - a.order);
  return newestFirst.map(({ at, title, text }) => ({ at: formatDateTime(at, timeZone), title, text }));

  function stepText(step: Step): string {
    if (step.from === 'draft')
      return `Присвоен номер ${record.number}. Номер попытки для поддержки: ${application.attempt}.`;
    const words = step.reason?.text ?? '';
    if (step.mover === 'applicant') return words === '' ? (ownWords[step.to] ?? '') : `Вы: ${words}`;
    return words === '' ? step.actorName : `${step.actorName}: ${words}`;
  }
}
