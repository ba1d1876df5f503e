import type { Context } from '../../context.ts';
import { Forbidden } from '../../errors.ts';
import { safeNext } from '../../http/next-address.ts';
import { actorOf } from '../../http/request-state.ts';
import { redirect } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { rotateSession } from '../../http/session.ts';
import { findMembership } from './store.ts';
import { parseActing } from './forms.ts';

export function organisationRoutes(ctx: Context) {
  const routes = defineRoutes('organisations');

  routes.post('/acting', { who: 'person', audit: 'acting.changed' }, async function submitActing(req, res) {
    const { party, next } = parseActing(req.body);
    const { personId } = actorOf(req);
    if (party === null || (party !== 'person' && (await findMembership(ctx, personId, party)) === null))
      throw new Forbidden();
    // Another cabinet is another set of rights: the cookie changes with it.
    await rotateSession(req, { party: party === 'person' ? null : { kind: 'organisation', id: party } });
    await ctx.audit.record({
      act: 'acting.changed',
      personId,
      actorId: personId,
      ...(party !== 'person' && { party: { kind: 'organisation' as const, id: party } }),
    });
    redirect(res, safeNext(next) ?? '/cabinet');
  });

  return routes;
}
