import type { Context } from '../../context.ts';
import { actorOf } from '../../http/request-state.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { staffRoles } from '../../platform/values/actor.ts';
import { addActRoutes } from './applications/act-routes.ts';
import { addDocumentsRoutes } from './applications/documents-routes.ts';
import { addApplicationRoutes } from './applications/routes.ts';
import { addAttemptRoutes } from './attempts/routes.ts';
import { addConfirmationRoutes } from './confirmations/routes.ts';
import { deskHome } from './home.ts';

export function staffRoutes(ctx: Context) {
  const routes = defineRoutes('staff');

  routes.get('/staff', { who: staffRoles }, async function showDesk(req, res) {
    await respond(req, res, 'staff/index', await deskHome(ctx, actorOf(req)));
  });

  addApplicationRoutes(ctx, routes);
  addActRoutes(ctx, routes);
  addDocumentsRoutes(ctx, routes);
  addConfirmationRoutes(ctx, routes);
  addAttemptRoutes(ctx, routes);
  return routes;
}
