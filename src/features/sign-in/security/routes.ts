import type { Request } from 'express';
import type { Context } from '../../../context.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOf, rotateSession, sessionOf } from '../../../http/session.ts';
import { browserOf } from '../browser.ts';
import { sourceOf } from '../entering/actions.ts';
import { passwordRulesOf } from '../passwords/actions.ts';
import { changeOwnPassword, endOtherSessions, endOwnSession, type Here } from './actions.ts';
import { parsePasswordChange } from './forms.ts';
import { securityPage } from './view.ts';

const home = '/settings/security';

export function securityRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get(home, { who: 'person', owns: 'own account' }, async function showSecurity(req, res) {
    await respond(req, res, 'sign-in/security/index', await securityPage(ctx, actorOf(req), sessionOf(req)));
  });

  routes.get(`${home}/password`, { who: 'person', owns: 'own account' }, async function showPassword(req, res) {
    const { minLength } = await passwordRulesOf(ctx, actorOf(req));
    await respond(req, res, 'sign-in/security/password', { minLength, errors: [], code: null });
  });

  routes.post(
    `${home}/password`,
    { who: 'person', limit: 'login', owns: 'own account', audit: 'password.changed' },
    async function submitPassword(req, res) {
      const actor = actorOf(req);
      const rules = await passwordRulesOf(ctx, actor);
      const form = parsePasswordChange(req.body, rules);
      const outcome = form.ok ? await changeOwnPassword(ctx, actor, form.value, await here(req)) : form;
      if (outcome.ok) {
        // Whoever copied the cookie of this very session must not stay in with it.
        await rotateSession(req, {});
        return redirect(res, home);
      }
      const errors = 'errors' in outcome ? outcome.errors : [outcome.error];
      const model = { minLength: rules.minLength, errors, code: errors[0]?.code ?? null };
      await respond(req, res, 'sign-in/security/password', model, { status: 422 });
    },
  );

  routes.post(
    `${home}/sessions/ending`,
    { who: 'person', owns: 'own sessions', audit: 'session.others-ended' },
    async function submitOthersEnding(req, res) {
      await endOtherSessions(ctx, actorOf(req), await here(req));
      redirect(res, `${home}#sessions`);
    },
  );

  routes.post(
    `${home}/sessions/:id/ending`,
    { who: 'person', owns: 'own session', audit: 'session.ended' },
    async function submitSessionEnding(req, res) {
      await endOwnSession(ctx, actorOf(req), req.params.id, browserOf(req).ip);
      redirect(res, `${home}#sessions`);
    },
  );

  async function here(req: Request): Promise<Here> {
    const { id, deviceId } = sessionOf(req);
    const browser = browserOf(req);
    return { sessionId: id, deviceId, source: await sourceOf(ctx, actorOf(req).personId, browser), ip: browser.ip };
  }
}
