import type { Request } from 'express';
import type { Context } from '../../../context.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { sessionOrNull } from '../../../http/session.ts';
import { browserOf, letIn } from '../browser.ts';
import { findFlow } from '../flows/store.ts';
import { parseCode } from '../login/forms.ts';
import { finishLogin, renewLoginCode, type PendingLogin } from './actions.ts';
import { codePage } from './view.ts';
import { leadToPage } from '../lead-to-page.ts';

const page = 'sign-in/login/code';

export function secondStepRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get('/login/code', { who: 'guest' }, async function showLoginCode(req, res) {
    const pending = await pendingLogin(ctx, req);
    if (pending === null) return redirect(res, '/login');
    await respond(req, res, page, await codePage(ctx, pending));
  });

  routes.post(
    '/login/code',
    { who: 'guest', limit: 'codes', audit: 'login.refused' },
    async function submitLoginCode(req, res) {
      const pending = await pendingLogin(ctx, req);
      if (pending === null) return redirect(res, '/login?ended=1');
      const form = parseCode(req.body);
      if (!form.ok) return respond(req, res, page, await codePage(ctx, pending, form.errors), { status: 422 });
      const outcome = await finishLogin(ctx, pending, browserOf(req), form.value.code);
      if (outcome.ok) return letIn(req, res, outcome);
      await respond(req, res, page, await codePage(ctx, pending, [{ field: 'code', ...outcome }]), { status: 422 });
    },
  );

  leadToPage(routes, '/login/code/renewal', 'guest', '/login/code');
  routes.post('/login/code/renewal', { who: 'guest', limit: 'codes' }, async function submitLoginCodeRenewal(req, res) {
    const pending = await pendingLogin(ctx, req);
    if (pending?.flow.factor !== 'sms') return redirect(res, '/login');
    const renewed = await renewLoginCode(ctx, pending);
    if (renewed.ok) return redirect(res, '/login/code');
    await respond(req, res, page, await codePage(ctx, pending, [{ field: 'code', ...renewed }]), { status: 422 });
  });
}

/** The login that this session has begun: the password was right and a code is owed. Null: nobody gets past the first step. */
async function pendingLogin(ctx: Context, req: Request): Promise<PendingLogin | null> {
  const session = sessionOrNull(req);
  if (session?.stage !== 'partial' || session.personId === null) return null;
  const flow = await findFlow(ctx, session.id, 'login');
  return flow === null ? null : { sessionId: session.id, personId: session.personId, flow };
}
