import type { Request } from 'express';
import type { Context } from '../../context.ts';
import { actorOrNull } from '../../http/request-state.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { dateIn } from '../../platform/values/time.ts';
import { organisationFor } from '../organisations/index.ts';
import { profileFor } from '../profile/index.ts';
import { knownData } from './form/prefill.ts';
import { parseFilters } from './forms.ts';
import { servicePage, type Visitor } from './service-view.ts';
import { findService, listServices } from './store.ts';
import { cataloguePage } from './view.ts';

export function catalogueRoutes(ctx: Context) {
  const routes = defineRoutes('catalogue');

  async function visitorOf(req: Request): Promise<Visitor> {
    const actor = actorOrNull(req);
    if (!actor) return null;
    const known = knownData(await profileFor(ctx, actor), await organisationFor(ctx, actor));
    const today = dateIn(ctx.clock.now(), ctx.config.timeZone);
    return { actor, known, about: { today, applicant: actor.party.kind } };
  }

  routes.get('/services', { who: 'anyone' }, async function showServices(req, res) {
    const filters = parseFilters(req.query);
    const services = await listServices(ctx, filters.audience ? { audience: filters.audience } : {});
    await respond(req, res, 'catalogue/index', cataloguePage(services, filters));
  });

  routes.get('/services/:slug', { who: 'anyone' }, async function showService(req, res) {
    const { definition } = await findService(ctx, req.params.slug);
    await respond(req, res, 'catalogue/service', servicePage(definition, await visitorOf(req)));
  });

  return routes;
}
