import { formatDateTime } from '../../../platform/values/time.ts';
import { formatAccountNumber, fullName, type Person } from '../../accounts/index.ts';
import type { Attempt } from '../../applications/index.ts';

export type AttemptView = Readonly<{
  number: string;
  done: boolean;
  facts: readonly Readonly<{ key: string; value: string }>[];
}>;

const steps = { signing: 'Подписание', submission: 'Отправка' } as const;

/** An attempt in the words of the page: nothing of the application's answers. */
export function attemptView(
  { number, step, code, at, sent }: Attempt,
  { person, service, timeZone }: Readonly<{ person: Person; service: string | null; timeZone: string }>,
): AttemptView {
  return {
    number,
    done: code === null,
    facts: [
      { key: 'Что делали', value: steps[step] },
      { key: 'Когда', value: formatDateTime(at, timeZone) },
      { key: 'Чем кончилось', value: code === null ? 'Получилось' : `Отказано, код ${code}` },
      { key: 'Услуга', value: sent?.title ?? service ?? 'Черновик удалён' },
      { key: 'Заявление', value: sent === null ? 'Не отправлено' : `№ ${sent.number}` },
      { key: 'Заявитель', value: fullName(person) },
      { key: 'Номер учётной записи', value: formatAccountNumber(person.accountNumber) },
    ],
  };
}
