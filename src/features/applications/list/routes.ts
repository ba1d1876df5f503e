import type { Context } from '../../../context.ts';
import { actorOf } from '../../../http/request-state.ts';
import { respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { openDrafts } from '../drafts/lines.ts';
import { parseList } from './forms.ts';
import { fitsWords } from './rules.ts';
import { listApplications, ownServices } from './store.ts';
import { listPage } from './view.ts';

const shownDrafts = 20;

/** «Мои заявления» */
export function listRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;

  routes.get('/applications', { who: 'person' }, async function showApplications(req, res) {
    const actor = actorOf(req);
    const query = parseList(req.query, timeZone);
    const { filter, after } = query;
    const services = await ownServices(ctx, actor);
    const { words } = filter;
    const titles =
      words === undefined ? undefined : services.map(({ title }) => title).filter((title) => fitsWords(title, words));
    const page = await listApplications(ctx, actor, { ...filter, ...(titles && { titles }) }, after);
    const drafts = await openDrafts(ctx, actor, shownDrafts);
    const model = listPage({
      query,
      page,
      drafts,
      services,
      mayChange: actor.rights === 'change',
      now: ctx.clock.now(),
      timeZone,
    });
    await respond(req, res, 'applications/list/index', model, { fragments: ['applications-list'] });
  });
}
