import type { Context } from '../../../context.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { findService } from '../../catalogue/index.ts';
import { latestSent } from '../sent/store.ts';
import { discardDraft, startDraft } from './actions.ts';
import { parseStart } from './forms.ts';
import { openDrafts } from './lines.ts';
import { moveToCurrentVersion } from './migration.ts';
import { openDraft } from './opening.ts';
import { offeredService, serviceOfDraft } from './service.ts';
import { openStep, progressOfDraft, stepHref } from './steps.ts';
import { findDraft } from './store.ts';
import { startPage } from './start-view.ts';
import { draftPage, migratedPage } from './view.ts';

const draftsLooked = 50;

/** Beginning an application, and a draft as a whole. */
export function draftRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;
  const moment = () => ({ now: ctx.clock.now(), timeZone });

  async function draftsOf(actor: ReturnType<typeof actorOf>, slug: string) {
    return (await openDrafts(ctx, actor, draftsLooked)).filter((draft) => draft.slug === slug);
  }

  routes.get('/applications/new/:slug', { who: 'person' }, async function showStart(req, res) {
    const actor = actorOf(req);
    const service = await findService(ctx, req.params.slug);
    const drafts = await draftsOf(actor, service.slug);
    const earlier = await latestSent(ctx, actor, service.slug);
    await respond(
      req,
      res,
      'applications/drafts/start',
      startPage(service, { drafts, earlier, mayChange: actor.rights === 'change' }, timeZone),
    );
  });

  routes.post(
    '/applications',
    { who: 'person', rights: 'change', audit: 'draft.started' },
    async function submitStart(req, res) {
      const actor = actorOf(req);
      const { slug, fill, from, anew } = parseStart(req.body);
      const service = await offeredService(ctx, slug);
      if (service === null) throw from === null ? new NotFound() : new Conflict(offeredNoMore);
      if (!anew && (await draftsOf(actor, slug)).length > 0) return redirect(res, `/applications/new/${service.slug}`);
      const draft = await startDraft(ctx, actor, { slug, fill, from });
      const { steps } = await progressOfDraft(ctx, draft, await serviceOfDraft(ctx, draft));
      // Even a page that the profile has filled whole is shown: what goes out in a person's name is seen by them first.
      redirect(res, stepHref(draft.id, steps[0]?.id ?? 'check'));
    },
  );

  routes.get('/applications/drafts/:id', { who: 'person', owns: 'draft' }, async function showDraft(req, res) {
    const draft = await openDraft(ctx, req, res);
    if (draft === null) return;
    const about = await serviceOfDraft(ctx, draft);
    const { steps } = await progressOfDraft(ctx, draft, about);
    const mayChange = actorOf(req).rights === 'change';
    await respond(req, res, 'applications/drafts/draft', draftPage(draft, about, steps, mayChange, moment()));
  });

  routes.post(
    '/applications/drafts/:id/migration',
    { who: 'person', rights: 'change', owns: 'draft' },
    async function submitMigration(req, res) {
      const { draft, dropped, documents } = await moveToCurrentVersion(ctx, actorOf(req), req.params.id);
      const about = await serviceOfDraft(ctx, draft);
      const { steps } = await progressOfDraft(ctx, draft, about);
      const next = stepHref(draft.id, openStep(steps));
      if (dropped.length === 0 && documents.length === 0) return redirect(res, next);
      const title = about.service.definition.shortTitle;
      await respond(req, res, 'applications/drafts/migrated', {
        title,
        ...migratedPage(dropped),
        documents: documents.length > 0,
        next,
      });
    },
  );

  routes.get(
    '/applications/drafts/:id/removal',
    { who: 'person', rights: 'change', owns: 'draft' },
    async function showRemoval(req, res) {
      const draft = await findDraft(ctx, actorOf(req), req.params.id);
      const { service } = await serviceOfDraft(ctx, draft);
      await respond(req, res, 'applications/drafts/removal', { id: draft.id, title: service.definition.shortTitle });
    },
  );

  routes.post(
    '/applications/drafts/:id/removal',
    { who: 'person', rights: 'change', owns: 'draft', audit: 'draft.deleted' },
    async function submitRemoval(req, res) {
      await discardDraft(ctx, actorOf(req), req.params.id);
      redirect(res, '/applications');
    },
  );
}

const offeredNoMore = {
  code: 'SERVICE-WITHDRAWN',
  title: 'Услуга больше не предоставляется',
  explanation: 'Подать ещё одно такое заявление нельзя. Посмотрите, нет ли в каталоге похожей услуги.',
  way: { href: '/services', text: 'Открыть каталог' },
};
