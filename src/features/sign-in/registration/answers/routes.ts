import type { Context } from '../../../../context.ts';
import { respond } from '../../../../http/respond.ts';
import type { FeatureRoutes } from '../../../../http/routes.ts';
import { parseAccess, parseAgreement, parseName } from '../forms.ts';
import { stepPage } from '../view.ts';
import { goOn, templateOf, wayTo } from '../way.ts';

/** The pages between the confirmed phone and the consent: name, e-mail and password, rules. */
export function answersRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { passwordMinLength: minLength } = ctx.config.limits;

  routes.get('/register/name', { who: 'guest' }, async function showName(req, res) {
    const way = await wayTo(ctx, req, res, 'name');
    if (way) await respond(req, res, templateOf('name'), stepPage('name', way.flow));
  });

  routes.post('/register/name', { who: 'guest' }, async function submitName(req, res) {
    const way = await wayTo(ctx, req, res, 'name');
    if (!way) return;
    const form = parseName(req.body);
    if (form.ok) return goOn(ctx, res, way, 'name', { name: form.value });
    await respond(req, res, templateOf('name'), stepPage('name', way.flow, form), { status: 422 });
  });

  routes.get('/register/access', { who: 'guest' }, async function showAccess(req, res) {
    const way = await wayTo(ctx, req, res, 'access');
    if (way) await respond(req, res, templateOf('access'), { ...stepPage('access', way.flow), minLength });
  });

  routes.post('/register/access', { who: 'guest', limit: 'registration' }, async function submitAccess(req, res) {
    const way = await wayTo(ctx, req, res, 'access');
    if (!way) return;
    const form = parseAccess(req.body, way.flow, minLength, ctx.config.region.name);
    if (form.ok) {
      const { email, password } = form.value;
      return goOn(ctx, res, way, 'access', { email, passwordHash: await ctx.passwords.hash(password) });
    }
    const page = { ...stepPage('access', way.flow, form), minLength };
    await respond(req, res, templateOf('access'), page, { status: 422 });
  });

  routes.get('/register/agreement', { who: 'guest' }, async function showAgreement(req, res) {
    const way = await wayTo(ctx, req, res, 'agreement');
    if (way) await respond(req, res, templateOf('agreement'), stepPage('agreement', way.flow));
  });

  routes.post('/register/agreement', { who: 'guest' }, async function submitAgreement(req, res) {
    const way = await wayTo(ctx, req, res, 'agreement');
    if (!way) return;
    const form = parseAgreement(req.body);
    if (form.ok) return goOn(ctx, res, way, 'agreement', { agreedAt: ctx.clock.now() });
    await respond(req, res, templateOf('agreement'), stepPage('agreement', way.flow, form), { status: 422 });
  });
}
