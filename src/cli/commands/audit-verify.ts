import type { Fault } from '../../platform/audit-faults.ts';
import { verifyJournal, type Verdict } from '../../platform/audit-verify.ts';
import { formatDateTime } from '../../platform/values/time.ts';
import type { Command } from '../command.ts';
import { withPortal } from '../portal.ts';

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  summary: 'Проверить цепочку журнала действий и подписанные отметки',
  options: { json: { type: 'boolean' } },
  help: `Проходит весь журнал и называет первую испорченную запись: изменённую, удалённую, переставленную, вставленную,
отрезанный конец. Конец сверяется с отметками в AUDIT_DIR: обещание действует до последней из них. Ничего не меняет,
работает рядом с порталом. Статус 1, если найдено нарушение.

  --json   вывести результат в JSON`,
  run: (here, { options }) =>
    withPortal(here, async (ctx) => {
      const verdict = await verifyJournal({ ...ctx, dir: ctx.config.auditDir });
      const good = verdict.fault === null && verdict.badHead === null;
      if (options['json'] === true) here.terminal.say(JSON.stringify(jsonOf(verdict, good)));
      else for (const line of words(verdict, ctx.config.timeZone)) here.terminal.say(line);
      return good ? 0 : 1;
    }),
};

function words({ entries, unlinked, heads, lastHead, fault, badHead }: Verdict, zone: string): string[] {
  return [
    ...(fault === null ? [`Журнал цел: проверено записей — ${entries}.`] : faultWords(fault, entries, zone)),
    ...(badHead === null ? [] : [`Нарушение: ${badHead.file}, строка ${badHead.line}: это не подписанная отметка.`]),
    lastHead === null
      ? 'Отметок нет: если конец журнала отрезали, этого не видно.'
      : `Отметок: ${heads}; последняя от ${formatDateTime(lastHead.at, zone)} на записи № ${lastHead.seq}.`,
    ...(unlinked === 0 ? [] : [`Ещё не связано записей: ${unlinked}; портал связывает их раз в минуту.`]),
  ];
}

const kinds: Readonly<Record<Fault['kind'], (seq: number) => string>> = {
  changed: (seq) => `запись № ${seq} изменена`,
  removed: (seq) => `запись № ${seq} удалена`,
  reordered: (seq) => `на месте записи № ${seq} стоит другая: записи переставлены`,
  inserted: (seq) => `запись № ${seq} вставлена: портал её не делал`,
  'cut off': (seq) => `конец журнала отрезан, начиная с записи № ${seq}: отметка говорит, что она была`,
  rewritten: (seq) =>
    `записи начиная с № ${seq} расходятся с отметкой: журнал переписан или база восстановлена из копии`,
  key: (seq) => `у записи № ${seq} пропал ключ, и стирали его не как положено`,
};

function faultWords(fault: Fault, entries: number, zone: string): string[] {
  const { entry } = fault;
  return [
    `Нарушение: ${kinds[fault.kind](fault.seq)}.`,
    ...(entry === null ? [] : [`Сейчас там: ${entry.act}, ${formatDateTime(entry.at, zone)}, ${entry.id}.`]),
    `До неё записи целы: ${entries}.`,
  ];
}

function jsonOf({ badHead, ...verdict }: Verdict, good: boolean) {
  return { good, ...verdict, badHead: badHead && { file: badHead.file, line: badHead.line } };
}
