import type { Context } from '../../../context.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { rotateSession } from '../../../http/session.ts';
import { browserOf, letIn } from '../browser.ts';
import { pendingOf } from '../flows/pending.ts';
import { parseCode } from '../login/forms.ts';
import { finishLogin, renewLoginCode } from './actions.ts';
import { codePage } from './view.ts';
import { leadToPage } from '../lead-to-page.ts';

const page = 'sign-in/login/code';

export function secondStepRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get('/login/code', { who: 'guest' }, async function showLoginCode(req, res) {
    const pending = await pendingOf(ctx, req, 'login');
    if (pending === null) return redirect(res, '/login');
    await respond(req, res, page, await codePage(ctx, pending));
  });

  routes.post(
    '/login/code',
    { who: 'guest', limit: 'codes', audit: 'login.refused' },
    async function submitLoginCode(req, res) {
      const pending = await pendingOf(ctx, req, 'login');
      if (pending === null) return redirect(res, '/login?ended=1');
      const form = parseCode(req.body);
      if (!form.ok) return respond(req, res, page, await codePage(ctx, pending, form.errors), { status: 422 });
      const outcome = await finishLogin(ctx, pending, browserOf(req), form.value.code);
      if (outcome.ok && 'owes' in outcome) {
        await rotateSession(req, {});
        return redirect(res, '/login/password');
      }
      if (outcome.ok) return letIn(req, res, outcome);
      await respond(req, res, page, await codePage(ctx, pending, [{ field: 'code', ...outcome }]), { status: 422 });
    },
  );

  leadToPage(routes, '/login/code/renewal', 'guest', '/login/code');
  routes.post('/login/code/renewal', { who: 'guest', limit: 'codes' }, async function submitLoginCodeRenewal(req, res) {
    const pending = await pendingOf(ctx, req, 'login');
    if (pending?.flow.factor !== 'sms') return redirect(res, '/login');
    const renewed = await renewLoginCode(ctx, pending);
    if (renewed.ok) return redirect(res, '/login/code');
    await respond(req, res, page, await codePage(ctx, pending, [{ field: 'code', ...renewed }]), { status: 422 });
  });
}
