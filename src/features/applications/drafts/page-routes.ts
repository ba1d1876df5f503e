import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { slugParam } from '../../../http/params.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { sessionEndOf } from '../../../http/session-end.ts';
import { formatTime } from '../../../platform/values/time.ts';
import { neighbours, type PageReading, type Problem } from '../../catalogue/index.ts';
import { fillDraft, savePage, type PageSaving } from './actions.ts';
import { parsePage } from './forms.ts';
import { openDraft } from './opening.ts';
import { mayFill } from './page-parts.ts';
import type { Draft } from './rules.ts';
import { serviceOfDraft } from './service.ts';
import { stalePage } from './stale-view.ts';
import { openStep, stepHref, stepsOfPage } from './steps.ts';
import { formPage } from './view.ts';

type Shown = Readonly<{ page: string; problems?: readonly Problem[]; nothingKnown?: boolean }>;

/** The questions of a draft, page by page. */
export function pageRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;
  const policy = { who: 'person', rights: 'change', owns: 'draft', params: { page: slugParam } } as const;

  async function showForm(
    req: Request,
    res: Response,
    draft: Draft,
    { page, problems = [], nothingKnown = false }: Shown,
  ) {
    const about = await serviceOfDraft(ctx, draft);
    if (!about.service.definition.pages.some(({ id }) => id === page)) throw new NotFound();
    const steps = stepsOfPage(draft, about);
    const moment = { now: ctx.clock.now(), timeZone };
    const model = formPage(draft, about, { steps, page, problems, nothingKnown, moment });
    // The answers may have made the page unnecessary since its address was kept.
    if (model === null) return redirect(res, stepHref(draft.id, openStep(steps)));
    await respond(req, res, 'applications/drafts/page', model, { status: problems.length > 0 ? 422 : 200 });
  }

  async function showStale(req: Request, res: Response, { draft, reading }: PageSaving, page: string) {
    const { service, about } = await serviceOfDraft(ctx, draft);
    const typed = req.body as Record<string, unknown>;
    const model = stalePage(draft, reading.answers, page, typed, { definition: service.definition, about });
    await respond(req, res, 'applications/drafts/stale', model, { status: 409 });
  }

  async function nextAddress(draft: Draft, page: string, reading: PageReading): Promise<string> {
    const steps = stepsOfPage(draft, await serviceOfDraft(ctx, draft));
    const { previous, next } = neighbours(steps, page);
    const here = stepHref(draft.id, page);
    if (reading.intent.kind === 'check') return stepHref(draft.id, 'check');
    if (reading.intent.kind === 'back') return previous === null ? here : stepHref(draft.id, previous);
    if (reading.intent.kind !== 'continue') return reading.anchor === null ? here : `${here}#${reading.anchor}`;
    const [first] = reading.appeared;
    return first === undefined ? stepHref(draft.id, next ?? 'check') : `${here}#${first}`;
  }

  routes.get('/applications/drafts/:id/pages/:page', policy, async function showPage(req, res) {
    const draft = await openDraft(ctx, req, res);
    if (draft === null) return;
    await showForm(req, res, draft, { page: req.params.page, nothingKnown: req.query['known'] === 'nothing' });
  });

  routes.post('/applications/drafts/:id/pages/:page', policy, async function submitPage(req, res) {
    const { id, page } = req.params;
    const saving = await savePage(ctx, actorOf(req), { id, page, ...parsePage(req.body) });
    if (saving.kind === 'stale') return showStale(req, res, saving, page);
    const { draft, reading } = saving;
    if (reading.problems.length > 0) return showForm(req, res, draft, { page, problems: reading.problems });
    redirect(res, await nextAddress(draft, page, reading));
  });

  routes.post('/applications/drafts/:id/pages/:page/autosave', policy, async function submitAutosave(req, res) {
    const { id, page } = req.params;
    const { body, revision } = parsePage(req.body);
    const saving = await savePage(ctx, actorOf(req), { id, page, revision, body: { ...body, do: 'save' } });
    if (saving.kind === 'stale') {
      res.json({ message: 'Эту страницу изменили в другой вкладке. Сохраните форму, чтобы выбрать нужные ответы.' });
      return;
    }
    res.json({
      revision: saving.draft.revision,
      savedAtText: formatTime(saving.draft.savedAt, timeZone),
      session: sessionEndOf(req),
    });
  });

  routes.post('/applications/drafts/:id/pages/:page/filling', policy, async function submitFilling(req, res) {
    const { id, page } = req.params;
    const { body, revision } = parsePage(req.body);
    const saving = await savePage(ctx, actorOf(req), { id, page, revision, body: { ...body, do: 'save' } });
    if (saving.kind === 'stale') return showStale(req, res, saving, page);
    const filled = await fillDraft(ctx, actorOf(req), id);
    const { service } = await serviceOfDraft(ctx, filled);
    const nothing = filled.revision === saving.draft.revision && mayFill(service.definition, page, filled.answers);
    redirect(res, stepHref(id, page) + (nothing ? '?known=nothing' : ''));
  });
}
