import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { safeNext } from '../../../http/next-address.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOf } from '../../../http/session.ts';
import { formatTime } from '../../../platform/values/time.ts';
import { deleteForm, findForm } from './store.ts';

/** The page after login for a form that came too late. Nothing is sent by itself: the person presses the button. */
export function lateFormRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get('/login/held/:id', { who: 'person', owns: 'own late form' }, async function showHeld(req, res) {
    const form = await findForm(ctx, actorOf(req).personId, req.params.id);
    const action = safeNext(form?.path);
    if (form === null || action === null) throw new NotFound();
    const at = formatTime(form.at, ctx.config.timeZone);
    await respond(req, res, 'sign-in/late-forms/held', { id: form.id, at, action, fields: form.fields });
  });

  routes.post(
    '/login/held/:id/removal',
    { who: 'person', owns: 'own late form' },
    async function submitHeldRemoval(req, res) {
      await deleteForm(ctx, actorOf(req).personId, req.params.id);
      redirect(res, '/cabinet');
    },
  );
}
