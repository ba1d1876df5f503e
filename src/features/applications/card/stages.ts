import { formatDate } from '../../../platform/values/time.ts';
import { kindOf, stagesOf } from '../../cases/index.ts';
import type { OwnApplication } from '../reading.ts';

/** The bar of stages with the day on which each was reached, and by when what is ahead should come: none that was passed over. */
export function stagesOfCard({ record, steps, application }: OwnApplication, now: number, timeZone: string) {
  const kind = kindOf('application');
  const reached = new Map(
    steps.flatMap((step) => {
      const stage = kind.statuses[step.to]?.stage;
      return stage === undefined ? [] : [[stage, step.at] as const];
    }),
  );
  const over = record.status === 'rejected' || record.status === 'withdrawn';
  return stagesOf(kind, record.status).flatMap((stage, index) => {
    const at = reached.get(index);
    const passedOver = (stage.state === 'past' && at === undefined) || (stage.state === 'future' && over);
    return passedOver ? [] : [{ ...stage, ...noteOf(stage.state, at, index) }];
  });

  function dueNote(dueAt: number): string {
    if (record.stoppedAt !== null) return 'срок остановлен';
    return dueAt < now ? 'срок прошёл' : `до ${formatDate(dueAt, timeZone)}`;
  }

  function noteOf(state: 'past' | 'current' | 'future', at: number | undefined, index: number): { note?: string } {
    if (state === 'current' && record.answerDueAt !== null)
      return { note: `до ${formatDate(record.answerDueAt, timeZone)}` };
    if (state !== 'future') return at === undefined ? {} : { note: formatDate(at, timeZone) };
    const isDecision = index === kind.stages.length - 2;
    if (isDecision && record.dueAt !== null) return { note: dueNote(record.dueAt) };
    return index === kind.stages.length - 1 && application.result === null ? { note: 'PDF с подписью' } : {};
  }
}
