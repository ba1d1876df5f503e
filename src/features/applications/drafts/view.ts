import { formatDate, formatDateTime, formatTime } from '../../../platform/values/time.ts';
import { neighbours, pageView, stepsView, type Dropped, type Problem, type Step } from '../../catalogue/index.ts';
import { mayFill } from './page-parts.ts';
import type { Draft } from './rules.ts';
import type { DraftService, VersionState } from './service.ts';
import { openStep, stepHref } from './steps.ts';

type Moment = Readonly<{ now: number; timeZone: string }>;

/** The page of one step of questions. `problems` belong to the attempt to go on; `nothingKnown`: there was nothing to fill in. */
export function formPage(
  draft: Draft,
  { service, about, version }: DraftService,
  {
    steps,
    page,
    problems,
    nothingKnown,
    moment,
  }: Readonly<{
    steps: readonly Step[];
    page: string;
    problems: readonly Problem[];
    nothingKnown: boolean;
    moment: Moment;
  }>,
) {
  const view = pageView(page, {
    definition: service.definition,
    answers: draft.answers,
    about,
    origins: draft.origins,
    problems,
  });
  if (view === null) return null;
  const base = stepHref(draft.id, page);
  const { previous } = neighbours(steps, page);
  const bar = stepsView(steps, page, (id) => stepHref(draft.id, id));
  return {
    page: view,
    errors: view.errors,
    over: `${service.definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    action: base,
    autosave: `${base}/autosave`,
    filling: mayFill(service.definition, page, draft.answers) ? `${base}/filling` : null,
    nothingKnown,
    back: previous !== null,
    revision: draft.revision,
    saved: savedWords(draft, moment),
    version: versionNotice(draft.id, version),
  };
}

/** «Черновик сохранён в 14:36. Можно выйти и вернуться.» */
export function savedWords({ savedAt }: Pick<Draft, 'savedAt'>, { now, timeZone }: Moment): string {
  const today = formatDate(savedAt, timeZone) === formatDate(now, timeZone);
  const when = today ? `в ${formatTime(savedAt, timeZone)}` : formatDateTime(savedAt, timeZone);
  return `Черновик сохранён ${when}. Можно выйти и вернуться.`;
}

export type VersionNotice = Readonly<{ title: string; text: string; migration: string | null }>;

/** What is said when the service has changed since the draft was begun; null when it has not. */
export function versionNotice(draftId: string, version: VersionState): VersionNotice | null {
  if (version === 'current') return null;
  if (version === 'older')
    return {
      title: 'Вышла новая редакция услуги',
      text: 'Отправить заявление можно только в новой редакции. Ваши ответы перенесём, а о том, что не подошло, скажем.',
      migration: `/applications/drafts/${draftId}/migration`,
    };
  return {
    title: 'Услуга больше не предоставляется',
    text: 'Отправить это заявление нельзя. Черновик можно посмотреть и удалить.',
    migration: null,
  };
}

/** The overview of a draft: its steps with what is done in each, and where to go on. */
export function draftPage(
  draft: Draft,
  { service, version }: DraftService,
  steps: readonly Step[],
  mayChange: boolean,
  moment: Moment,
) {
  const next = openStep(steps);
  return {
    id: draft.id,
    title: service.definition.shortTitle,
    saved: savedWords(draft, moment),
    until: formatDate(draft.expiresAt, moment.timeZone),
    mayChange,
    next: mayChange && version === 'current' ? stepHref(draft.id, next) : null,
    version: versionNotice(draft.id, version),
    steps: steps.map(({ id, number, title, complete }) => ({
      number: `${number}.`,
      key: title,
      value: id === 'check' || id === 'signature' ? 'впереди' : complete ? 'заполнено' : 'нужно дополнить',
      ...(mayChange &&
        id !== 'signature' && { change: { href: stepHref(draft.id, id), about: title, text: 'Открыть' } }),
    })),
  };
}

/** What did not fit into the new version of a service, in words. */
export function migratedPage(dropped: readonly Dropped[]) {
  const why = { 'no longer asked': 'Больше не спрашивают', 'does not fit': 'Вопрос изменился' } as const;
  return { dropped: dropped.map(({ label, value, reason }) => ({ cells: [label, value, why[reason]] })) };
}
