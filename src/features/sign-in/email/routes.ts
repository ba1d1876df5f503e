import type { Context } from '../../../context.ts';
import { clientOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOf } from '../../../http/session.ts';
import { contactsOf } from '../../accounts/index.ts';
import { parseCode } from '../login/forms.ts';
import { confirmByCode, confirmByLink, pendingEmailOf, requestOwnConfirmation } from './actions.ts';
import { parseEmail } from './forms.ts';
import { findByToken } from './store.ts';
import { emailPage, linkPage } from './view.ts';
import { leadToPage } from '../lead-to-page.ts';

const home = '/settings/security';
const own = `${home}/email`;
const ownPage = 'sign-in/email/own';

export function emailRoutes(routes: FeatureRoutes, ctx: Context): void {
  // A second address would be one more way in that no page shows.
  const hasEmail = async (personId: string) => (await contactsOf(ctx, personId)).email !== null;

  // Opening the link changes nothing: mail programs and virus scanners open links, too.
  routes.get('/register/email/:token', { who: 'anyone' }, async function showEmailLink(req, res) {
    const confirmation = await findByToken(ctx, req.params.token);
    const page = linkPage(confirmation, req.params.token, ctx.clock.now());
    await respond(req, res, 'sign-in/email/link', page, {
      status: page.state === 'unknown' ? 404 : page.state === 'expired' ? 410 : 200,
    });
  });

  routes.post(
    '/register/email/:token',
    { who: 'anyone', limit: 'codes', audit: 'email.confirmed' },
    async function submitEmailLink(req, res) {
      const confirmation = await findByToken(ctx, req.params.token);
      const path = `/register/email/${req.params.token}`;
      if (confirmation === null) return redirect(res, path);
      const outcome = await confirmByLink(ctx, confirmation, clientOf(req).address);
      if (outcome.ok || outcome.code === 'AUTH-LINK-EXPIRED') return redirect(res, path);
      const page = linkPage(confirmation, req.params.token, ctx.clock.now(), outcome.message);
      await respond(req, res, 'sign-in/email/link', page, { status: 409 });
    },
  );

  routes.get(own, { who: 'person', owns: 'own e-mail' }, async function showOwnEmail(req, res) {
    const { personId } = actorOf(req);
    if ((await contactsOf(ctx, personId)).email !== null) return redirect(res, home);
    await respond(req, res, ownPage, await emailPage(ctx, personId, await pendingEmailOf(ctx, personId)));
  });

  routes.post(
    own,
    { who: 'person', limit: 'codes', owns: 'own e-mail', audit: 'email.requested' },
    async function submitOwnEmail(req, res) {
      const { personId } = actorOf(req);
      if (await hasEmail(personId)) return redirect(res, '/settings/security');
      const form = parseEmail(req.body);
      const outcome = form.ok
        ? await requestOwnConfirmation(ctx, personId, form.value.email, clientOf(req).address)
        : form;
      if (outcome.ok) return redirect(res, own);
      const entered = form.ok ? { email: form.value.email } : form.entered;
      const errors = 'errors' in outcome ? outcome.errors : [{ field: 'email', ...outcome }];
      const page = await emailPage(ctx, personId, await pendingEmailOf(ctx, personId), { entered, errors });
      await respond(req, res, ownPage, page, { status: 422 });
    },
  );

  leadToPage(routes, `${own}/confirmation`, 'person', own);
  routes.post(
    `${own}/confirmation`,
    { who: 'person', limit: 'codes', owns: 'own e-mail', audit: 'email.confirmed' },
    async function submitOwnEmailCode(req, res) {
      const { personId } = actorOf(req);
      const form = parseCode(req.body);
      const outcome = form.ok ? await confirmByCode(ctx, personId, form.value.code, clientOf(req).address) : form;
      // A confirmed address is what the confirmation of a citizen's identity waits for.
      const { level, roles } = actorOf(req);
      if (outcome.ok) return redirect(res, level === 'confirmed' || roles.length > 0 ? home : '/confirmation');
      const errors = 'errors' in outcome ? outcome.errors : [{ field: 'code', ...outcome }];
      await respond(
        req,
        res,
        ownPage,
        await emailPage(ctx, personId, await pendingEmailOf(ctx, personId), { errors }),
        { status: 422 },
      );
    },
  );
}
