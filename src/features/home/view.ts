import { decisionWords, hintOf, stampOf, type Case } from '../cases/index.ts';
import type { OpenDraft } from '../applications/index.ts';
import { situationShelves, type Service } from '../catalogue/index.ts';
import { countedInWords } from '../../platform/values/number-words.ts';
import { plural } from '../../platform/values/plural.ts';
import { formatMoney } from '../../platform/values/money.ts';
import { formatDate, formatDateTime } from '../../platform/values/time.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { formatTerm } from '../../platform/values/working-days.ts';

export function frontPage(services: readonly Service[]) {
  return {
    count: countedInWords(services.length, 'feminine', 'услуга', 'услуги', 'услуг'),
    rows: services.map(({ slug, definition }) => ({
      cells: [
        String(definition.number),
        { text: definition.shortTitle, href: `/services/${slug}`, title: true },
        definition.department.name,
        formatTerm(definition.term),
        definition.fee.amount === 0 ? 'бесплатно' : formatMoney(definition.fee.amount),
      ],
    })),
    situations: situationShelves(services),
  };
}

type Facts = Readonly<{
  actor: Actor;
  /** The latest request to confirm the actor's identity, while it is not confirmed. */
  request: Case | null;
  cases: readonly Case[];
  drafts: readonly OpenDraft[];
  /** What this cabinet may apply for. */
  services: readonly Service[];
  now: number;
  timeZone: string;
}>;

const shownServices = 5;

/** The cabinet's first page: what waits for the person first, what is under way, then what one might need. */
export function cabinetPage({ actor, request, cases, drafts, services, now, timeZone }: Facts) {
  const waiting = cases.filter(({ answerDueAt, status }) => status === 'documents_required' && answerDueAt !== null);
  const [first] = [...waiting].sort((one, other) => (one.answerDueAt ?? 0) - (other.answerDueAt ?? 0));
  const popular = services.filter(({ definition }) => definition.popular);
  return {
    title: headline(waiting.length, cases),
    over: actor.partyName,
    confirmed: actor.level === 'confirmed',
    refused: request?.status === 'rejected' ? { stamp: stampOf(request) } : null,
    request:
      request?.closedAt !== null
        ? null
        : {
            stamp: stampOf(request),
            due: request.dueAt === null ? null : `ответ до ${formatDateTime(request.dueAt, timeZone)}`,
          },
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
        next: nextWords(one, now, timeZone),
      })),
      ...drafts.map((draft) => ({
        title: draft.title,
        href: `/applications/drafts/${draft.id}`,
        note: `Сохранён ${formatDate(draft.savedAt, timeZone)}`,
        stamp: { tone: 'none', text: 'Черновик' },
        next: 'Можно продолжить',
      })),
    ],
    servicesTitle: popular.length > 0 ? 'Популярные услуги' : 'Услуги',
    services: (popular.length > 0 ? popular : services).slice(0, shownServices).map(({ slug, definition }) => ({
      title: definition.shortTitle,
      href: `/services/${slug}`,
      next: formatTerm(definition.term),
    })),
  };
}

const granted = ['approved', 'ready'];
const decided = [...granted, 'rejected'];

function headline(waiting: number, cases: readonly Case[]): string {
  if (waiting > 0) {
    const count = countedInWords(waiting, 'neuter', 'заявление', 'заявления', 'заявлений');
    return `${count} ${plural(waiting, 'ждёт', 'ждут', 'ждут')} вашего ответа`;
  }
  const open = cases.filter(({ status }) => !decided.includes(status)).length;
  if (cases.length === 0) return 'С чего начнём?';
  if (open === 0) return cases.some(({ status }) => granted.includes(status)) ? 'Результат готов' : 'Решение принято';
  return open === 1 ? 'Ваше заявление рассматривается' : 'Ваши заявления рассматриваются';
}

function nextWords(one: Case, now: number, timeZone: string): string {
  if (one.answerDueAt !== null) return `Ответьте до ${formatDate(one.answerDueAt, timeZone)}`;
  if (one.status === 'rejected') return 'Причина — на странице заявления';
  if (decided.includes(one.status)) return `Решено ${formatDate(one.statusAt, timeZone)}`;
  if (one.dueAt !== null && one.closedAt === null)
    return decisionWords({ dueAt: one.dueAt, stopped: one.stoppedAt !== null }, now, timeZone);
  return formatDate(one.statusAt, timeZone);
}
