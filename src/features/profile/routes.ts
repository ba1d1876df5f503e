import type { Context } from '../../context.ts';
import { actorOf } from '../../http/request-state.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { findPersonWithContacts } from '../accounts/index.ts';
import { readEntries } from './store.ts';
import { profilePage } from './view.ts';

export function profileRoutes(ctx: Context) {
  const routes = defineRoutes('profile');

  routes.get('/profile', { who: 'person', owns: 'profile' }, async function showProfile(req, res) {
    const { personId } = actorOf(req);
    const { person, contacts } = await findPersonWithContacts(ctx, personId);
    const { entries } = await readEntries(ctx, personId);
    await respond(req, res, 'profile/index', profilePage(person, contacts, entries, ctx.config.timeZone));
  });

  return routes;
}
