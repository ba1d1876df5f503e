import { hintOf, stampOf, type Case } from '../cases/index.ts';
import type { OpenDraft } from '../applications/index.ts';
import type { Service } from '../catalogue/index.ts';
import { counted } from '../../platform/values/plural.ts';
import { formatMoney } from '../../platform/values/money.ts';
import { formatDate } from '../../platform/values/time.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { formatTerm } from '../../platform/values/working-days.ts';

export function frontPage(services: readonly Service[]) {
  return {
    count: counted(services.length, 'услуга', 'услуги', 'услуг'),
    rows: services.map(({ slug, definition }) => ({
      cells: [
        String(definition.number),
        { text: definition.title, href: `/services/${slug}` },
        definition.department.name,
        formatTerm(definition.term),
        definition.fee.amount === 0 ? 'бесплатно' : formatMoney(definition.fee.amount),
      ],
    })),
  };
}

type Facts = Readonly<{
  actor: Actor;
  cases: readonly Case[];
  drafts: readonly OpenDraft[];
  services: readonly Service[];
  timeZone: string;
}>;

/** The cabinet's first page: what waits for the person first, what is under way, then what one might need. */
export function cabinetPage({ actor, cases, drafts, services, timeZone }: Facts) {
  const waiting = cases.filter(({ answerDueAt, status }) => status === 'documents_required' && answerDueAt !== null);
  const [first] = [...waiting].sort((one, other) => (one.answerDueAt ?? 0) - (other.answerDueAt ?? 0));
  return {
    title: headline(waiting.length, cases.length),
    over: actor.partyName,
    confirmed: actor.level === 'confirmed',
    next: first && {
      stamp: stampOf(first),
      due: first.answerDueAt === null ? null : `до ${formatDate(first.answerDueAt, timeZone)}`,
      title: first.title,
      text: hintOf(first),
      href: `/applications/${first.number}`,
      number: first.number,
    },
    items: [
      ...cases.map((one) => ({
        title: one.title,
        href: `/applications/${one.number}`,
        note: one.number,
        stamp: stampOf(one),
        next: nextWords(one, timeZone),
      })),
      ...drafts.map((draft) => ({
        title: draft.title,
        href: `/applications/drafts/${draft.id}`,
        note: `Сохранён ${formatDate(draft.savedAt, timeZone)}`,
        stamp: { tone: 'none', text: 'Черновик' },
        next: 'Можно продолжить',
      })),
    ],
    services: services.map(({ slug, definition }) => ({
      title: definition.shortTitle,
      href: `/services/${slug}`,
      next: formatTerm(definition.term),
    })),
  };
}

function headline(waiting: number, open: number): string {
  if (waiting > 0) return `${counted(waiting, 'заявление ждёт', 'заявления ждут', 'заявлений ждут')} вашего ответа`;
  if (open > 0) return 'Ваши заявления рассматриваются';
  return 'С чего начнём?';
}

function nextWords(one: Case, timeZone: string): string {
  if (one.answerDueAt !== null) return `Ответьте до ${formatDate(one.answerDueAt, timeZone)}`;
  if (one.dueAt !== null && one.closedAt === null) return `Решение до ${formatDate(one.dueAt, timeZone)}`;
  return formatDate(one.statusAt, timeZone);
}
