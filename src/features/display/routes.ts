import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { displayOf, keepDisplay } from '../../http/display.ts';
import { pageBefore, safeNext } from '../../http/next-address.ts';
import { actorOrNull } from '../../http/request-state.ts';
import { redirect, respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { parseDisplay } from './forms.ts';
import { displayPage } from './view.ts';

/** «Версия для слабовидящих»: the same page for everybody and, among the settings, for those signed in. */
export function displayRoutes(ctx: Context) {
  const routes = defineRoutes('display');
  const addresses = ['/display', '/settings/display'] as const;

  async function showDisplay(req: Request, res: Response): Promise<void> {
    if (req.path === '/display' && actorOrNull(req) !== null) return redirect(res, '/settings/display');
    const asked = safeNext(req.query['next']) ?? pageBefore(req, ctx.config.publicUrl);
    const next = asked === null || addresses.some((address) => asked.startsWith(address)) ? '/' : asked;
    await respond(req, res, 'display/index', displayPage(displayOf(req), next));
  }

  function submitDisplay(req: Request, res: Response): void {
    const body = req.body as Record<string, unknown>;
    const next = safeNext(body['next']) ?? '/';
    keepDisplay(req, res, parseDisplay(body));
    // The page itself shows what the settings do, and leads back.
    const back = body['stay'] === undefined ? next : `${req.path}?next=${encodeURIComponent(next)}`;
    redirect(res, back);
  }

  routes.get('/display', { who: 'anyone' }, showDisplay);
  routes.post('/display', { who: 'anyone' }, submitDisplay);
  routes.get('/settings/display', { who: 'person' }, showDisplay);
  routes.post('/settings/display', { who: 'person' }, submitDisplay);
  return routes;
}
