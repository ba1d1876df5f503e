import type { Context } from '../../../context.ts';
import { safeNext } from '../../../http/next-address.ts';
import { actorOrNull, clientOf } from '../../../http/request-state.ts';
import { redirect } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { sessionEndOf } from '../../../http/session-end.ts';
import { endSession } from '../../../http/session.ts';

export function leavingRoutes(routes: FeatureRoutes, ctx: Context): void {
  // Open to anyone: who leaves with a session that has just ended leaves all the same.
  routes.post('/logout', { who: 'anyone', audit: 'logout' }, async function submitLogout(req, res) {
    const actor = actorOrNull(req);
    await endSession(req, 'logout');
    if (actor !== null)
      await ctx.audit.record({
        act: 'logout',
        personId: actor.personId,
        actorId: actor.personId,
        ip: clientOf(req).address,
      });
    // Not "cookies": the settings of the display live there.
    res.set('Clear-Site-Data', '"cache", "storage"');
    redirect(res, '/?bye=1');
  });

  routes.post('/session/extension', { who: 'person' }, async function submitExtension(req, res) {
    if (req.accepts(['html', 'json']) === 'json') {
      res.json(sessionEndOf(req));
      return;
    }
    redirect(res, safeNext((req.body as Record<string, unknown>)['next']) ?? '/cabinet');
  });
}
