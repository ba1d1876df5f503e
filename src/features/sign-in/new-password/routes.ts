import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { readForm, type FieldError } from '../../../http/forms.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOfPerson, findPerson } from '../../accounts/index.ts';
import { browserOf, letIn } from '../browser.ts';
import { pendingOf } from '../flows/pending.ts';
import { passwordRulesOf } from '../passwords/actions.ts';
import { readNewPassword } from '../passwords/forms.ts';
import { renewOldPassword, type OldPasswordLogin } from './actions.ts';
import { newPasswordPage } from './view.ts';

const address = '/login/password';

/** The step of a login after which a password that is too old has been changed. */
export function newPasswordRoutes(routes: FeatureRoutes, ctx: Context): void {
  async function show(req: Request, res: Response, pending: OldPasswordLogin, errors: readonly FieldError[] = []) {
    const person = await findPerson(ctx, pending.personId);
    const page = await newPasswordPage(ctx, person, errors);
    await respond(req, res, 'sign-in/login/password', page, { status: errors.length > 0 ? 422 : 200 });
  }

  routes.get(address, { who: 'guest' }, async function showNewPassword(req, res) {
    const pending = await pendingOf(ctx, req, 'new-password');
    if (pending === null) return redirect(res, '/login');
    await show(req, res, pending);
  });

  routes.post(
    address,
    { who: 'guest', limit: 'login', audit: 'password.changed' },
    async function submitNewPassword(req, res) {
      const pending = await pendingOf(ctx, req, 'new-password');
      if (pending === null) return redirect(res, '/login?ended=1');
      const rules = await passwordRulesOf(ctx, actorOfPerson(await findPerson(ctx, pending.personId)));
      const form = readForm(req.body);
      const read = form.result(readNewPassword(form, rules));
      if (!read.ok) return show(req, res, pending, read.errors);
      const outcome = await renewOldPassword(ctx, pending, browserOf(req), read.value);
      if (outcome.ok) return letIn(req, res, outcome);
      await show(req, res, pending, [outcome.error]);
    },
  );
}
