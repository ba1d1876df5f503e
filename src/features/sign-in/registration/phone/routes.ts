import type { Context } from '../../../../context.ts';
import { redirect, respond } from '../../../../http/respond.ts';
import type { FeatureRoutes } from '../../../../http/routes.ts';
import { sessionOrNull, startSession } from '../../../../http/session.ts';
import { findFlow } from '../../flows/store.ts';
import { parseCode } from '../../login/forms.ts';
import { confirmPhone, renewRegistrationCode, startRegistration } from '../actions.ts';
import { parsePhone } from '../forms.ts';
import { pathOf } from '../rules.ts';
import { codeStepPage, stepPage } from '../view.ts';
import { templateOf, wayTo } from '../way.ts';
import { leadToPage } from '../../lead-to-page.ts';

/** The first two pages: a number, and the code that was sent there. */
export function phoneRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get('/register', { who: 'guest' }, async function showPhone(req, res) {
    const flow = await findFlow(ctx, sessionOrNull(req)?.id, 'registration');
    await respond(req, res, templateOf('phone'), { ...stepPage('phone', flow), again: req.query['again'] === '1' });
  });

  routes.post('/register', { who: 'guest', limit: 'registration' }, async function submitPhone(req, res) {
    const form = parsePhone(req.body);
    if (form.ok) {
      const { id } = await startSession(req);
      const started = await startRegistration(ctx, id, form.value.phone);
      if (started.ok) return redirect(res, pathOf('code'));
      const page = stepPage('phone', null, { entered: form.value, errors: [{ field: 'phone', ...started }] });
      return respond(req, res, templateOf('phone'), { ...page, again: false }, { status: 422 });
    }
    await respond(req, res, templateOf('phone'), { ...stepPage('phone', null, form), again: false }, { status: 422 });
  });

  routes.get('/register/code', { who: 'guest' }, async function showCode(req, res) {
    const way = await wayTo(ctx, req, res, 'code');
    if (way) await respond(req, res, templateOf('code'), await codeStepPage(ctx, way.sessionId, way.flow));
  });

  routes.post('/register/code', { who: 'guest', limit: 'codes' }, async function submitCode(req, res) {
    const way = await wayTo(ctx, req, res, 'code');
    if (!way) return;
    const form = parseCode(req.body);
    const outcome = form.ok ? await confirmPhone(ctx, way.sessionId, way.flow, form.value.code) : form;
    if (outcome.ok) return redirect(res, pathOf('name'));
    const errors = 'errors' in outcome ? outcome.errors : [{ field: 'code', ...outcome }];
    const page = await codeStepPage(ctx, way.sessionId, way.flow, errors);
    await respond(req, res, templateOf('code'), page, { status: 422 });
  });

  leadToPage(routes, '/register/code/renewal', 'guest', '/register/code');
  routes.post('/register/code/renewal', { who: 'guest', limit: 'codes' }, async function submitCodeRenewal(req, res) {
    const way = await wayTo(ctx, req, res, 'code');
    if (!way) return;
    const renewed = await renewRegistrationCode(ctx, way.sessionId, way.flow);
    if (renewed.ok) return redirect(res, pathOf('code'));
    const page = await codeStepPage(ctx, way.sessionId, way.flow, [{ field: 'code', ...renewed }]);
    await respond(req, res, templateOf('code'), page, { status: 422 });
  });
}
