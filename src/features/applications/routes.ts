import type { Context } from '../../context.ts';
import { defineRoutes } from '../../http/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { storedRoutes } from './attachments/stored/routes.ts';
import { cardRoutes } from './card/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { pageRoutes } from './drafts/page-routes.ts';
import { listRoutes } from './list/routes.ts';
import { signingRoutes } from './submission/signing-routes.ts';
import { submissionRoutes } from './submission/routes.ts';
import { supplementRoutes } from './supplements/routes.ts';

export function applicationRoutes(ctx: Context) {
  const routes = defineRoutes('applications');
  listRoutes(routes, ctx);
  draftRoutes(routes, ctx);
  pageRoutes(routes, ctx);
  attachmentRoutes(routes, ctx);
  storedRoutes(routes, ctx);
  submissionRoutes(routes, ctx);
  signingRoutes(routes, ctx);
  supplementRoutes(routes, ctx);
  cardRoutes(routes, ctx);
  return routes;
}
