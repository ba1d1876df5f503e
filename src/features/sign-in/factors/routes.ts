import type { Request } from 'express';
import type { Context } from '../../../context.ts';
import type { FieldError } from '../../../http/forms.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOf } from '../../../http/session.ts';
import { findPerson, formatAccountNumber } from '../../accounts/index.ts';
import { browserOf } from '../browser.ts';
import { parseCode } from '../login/forms.ts';
import { sourceOf } from '../entering/actions.ts';
import { appPage } from '../security/view.ts';
import { appAddress, beginApp, confirmOwnApp, removeOwnApp } from './actions.ts';
import { findApp, hasApp } from './store.ts';
import { leadToPage } from '../lead-to-page.ts';

const home = '/settings/security';
const path = `${home}/app`;

export function factorRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.post(
    path,
    { who: 'person', owns: 'own account', audit: 'factor.app.begun' },
    async function submitApp(req, res) {
      await beginApp(ctx, actorOf(req));
      redirect(res, path);
    },
  );

  routes.get(path, { who: 'person', owns: 'own account' }, async function showApp(req, res) {
    const page = await setUpPage(req);
    if (page === null) return redirect(res, home);
    await respond(req, res, 'sign-in/security/app', page);
  });

  leadToPage(routes, `${path}/confirmation`, 'person', path);
  routes.post(
    `${path}/confirmation`,
    { who: 'person', limit: 'codes', owns: 'own account', audit: 'factor.app.enabled' },
    async function submitAppCode(req, res) {
      const errors = await tried(req, confirmOwnApp);
      if (errors === null) return redirect(res, home);
      const page = await setUpPage(req, errors);
      if (page === null) return redirect(res, home);
      await respond(req, res, 'sign-in/security/app', page, { status: 422 });
    },
  );

  routes.get(`${path}/removal`, { who: 'person', owns: 'own account' }, async function showAppRemoval(req, res) {
    if (!(await hasApp(ctx, actorOf(req).personId))) return redirect(res, home);
    await respond(req, res, 'sign-in/security/app-removal', {
      errors: [],
      code: null,
      staff: actorOf(req).roles.length > 0,
    });
  });

  routes.post(
    `${path}/removal`,
    { who: 'person', limit: 'codes', owns: 'own account', audit: 'factor.app.disabled' },
    async function submitAppRemoval(req, res) {
      const errors = await tried(req, removeOwnApp);
      if (errors === null) return redirect(res, home);
      const model = { errors, code: errors[0]?.code ?? null, staff: actorOf(req).roles.length > 0 };
      await respond(req, res, 'sign-in/security/app-removal', model, { status: 422 });
    },
  );

  /** The secret is shown while it is being set up, never again. */
  async function setUpPage(req: Request, errors: readonly FieldError[] = []) {
    const person = await findPerson(ctx, actorOf(req).personId);
    const app = await findApp(ctx, person.id);
    if (app === null || app.confirmedAt !== null) return null;
    return appPage(app.secret, appAddress(ctx, app.secret, formatAccountNumber(person.accountNumber)), errors);
  }

  async function tried(req: Request, verb: typeof confirmOwnApp): Promise<readonly FieldError[] | null> {
    const form = parseCode(req.body);
    if (!form.ok) return form.errors;
    const actor = actorOf(req);
    const browser = browserOf(req);
    const source = await sourceOf(ctx, actor.personId, browser);
    const outcome = await verb(ctx, actor, { code: form.value.code, source, ip: browser.ip });
    return outcome.ok ? null : [{ field: 'code', message: outcome.message, code: outcome.code }];
  }
}
