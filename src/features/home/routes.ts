import type { Context } from '../../context.ts';
import { actorOf, actorOrNull } from '../../http/request-state.ts';
import { redirect, respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { openDrafts } from '../applications/index.ts';
import { listOwnCases } from '../cases/index.ts';
import { listServices } from '../catalogue/index.ts';
import { latestRequestOf } from '../confirmation/index.ts';
import { pendingEmailOf } from '../sign-in/index.ts';
import { cabinetPage, frontPage } from './view.ts';

const shownStatuses = [
  'submitted',
  'in_progress',
  'checking',
  'documents_required',
  'documents_received',
  'approved',
  'ready',
  'rejected',
];
const shownCases = 6;
const shownDrafts = 3;

export function homeRoutes(ctx: Context) {
  const routes = defineRoutes('home');

  routes.get('/', { who: 'anyone' }, async function showFront(req, res) {
    const actor = actorOrNull(req);
    if (actor !== null) return redirect(res, actor.roles.length > 0 ? '/staff' : '/cabinet');
    const loggedOut = req.query['bye'] !== undefined;
    await respond(req, res, 'home/front', { ...frontPage(await listServices(ctx)), loggedOut });
  });

  routes.get('/cabinet', { who: 'person' }, async function showCabinet(req, res) {
    const actor = actorOf(req);
    const { items } = await listOwnCases(
      ctx,
      actor,
      { kinds: ['application'], statuses: shownStatuses },
      { size: shownCases },
    );
    const drafts = await openDrafts(ctx, actor, shownDrafts);
    const pendingEmail = await pendingEmailOf(ctx, actor.personId);
    const confirmed = actor.level === 'confirmed';
    const model = cabinetPage({
      actor,
      request: confirmed ? null : await latestRequestOf(ctx, actor),
      cases: items,
      drafts,
      services: await listServices(ctx, { audience: actor.party.kind }),
      now: ctx.clock.now(),
      timeZone: ctx.config.timeZone,
    });
    await respond(req, res, 'home/cabinet', { ...model, pendingEmail });
  });

  routes.get('/legal/terms', { who: 'anyone' }, async function showTerms(req, res) {
    await respond(req, res, 'home/terms', {});
  });

  routes.get('/legal/privacy', { who: 'anyone' }, async function showPrivacy(req, res) {
    await respond(req, res, 'home/privacy', {});
  });

  return routes;
}
