import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { safeNext } from '../../../http/next-address.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { rotateSession } from '../../../http/session.ts';
import { browserOf, letIn } from '../browser.ts';
import { enter } from '../entering/actions.ts';
import { pendingOf } from '../flows/pending.ts';
import { saveFlow } from '../flows/store.ts';
import { beginSecondStep } from '../second-step/actions.ts';
import { nextStep, type LoginVerdict } from './actions.ts';
import { parseLogin, type LoginForm } from './forms.ts';
import { createPasswordLogin } from './strategy.ts';
import { loginPage, refusedLogin } from './view.ts';

export function loginRoutes(routes: FeatureRoutes, ctx: Context): void {
  const checkPassword = createPasswordLogin(ctx);

  routes.get('/login', { who: 'guest' }, async function showLogin(req, res) {
    // Whoever is asked for a new password and looks elsewhere is led back to it; «Выйти» stands there, too.
    if ((await pendingOf(ctx, req, 'new-password')) !== null) return redirect(res, '/login/password');
    const note = req.query['ended'] === '1' ? 'ended' : null;
    await respond(req, res, 'sign-in/login/index', loginPage({ next: safeNext(req.query['next']), note }));
  });

  routes.post('/login', { who: 'guest', limit: 'login', audit: 'login.refused' }, async function submitLogin(req, res) {
    const form = parseLogin(req.body);
    if (!form.ok) {
      const page = loginPage({ next: safeNext(form.entered['next']), note: null });
      return respond(
        req,
        res,
        'sign-in/login/index',
        { ...page, entered: form.entered, errors: form.errors },
        { status: 422 },
      );
    }
    req.body = form.value;
    const verdict = await checkPassword(req, res);
    if (!verdict.ok) return refuse(req, res, verdict, form.value);
    await goOn(req, res, verdict, form.value);
  });

  async function refuse(req: Request, res: Response, refusal: Extract<LoginVerdict, { ok: false }>, form: LoginForm) {
    const seconds =
      refusal.lockedUntil === undefined ? null : Math.ceil((refusal.lockedUntil - ctx.clock.now()) / 1000);
    if (seconds !== null) res.set('Retry-After', String(Math.max(1, seconds)));
    await respond(req, res, 'sign-in/login/index', refusedLogin(ctx, refusal, form), {
      status: seconds === null ? 422 : 429,
    });
  }

  async function goOn(
    req: Request,
    res: Response,
    { person, deviceId }: Extract<LoginVerdict, { ok: true }>,
    form: LoginForm,
  ) {
    const { foreign, next } = form;
    const step = await nextStep(ctx, person, deviceId !== null && !foreign);
    if (step === 'in') {
      const entered = await ctx.transaction((tx) =>
        enter(tx, person, browserOf(req), { method: 'password', foreign, next }),
      );
      return letIn(req, res, entered);
    }
    const session = await rotateSession(req, { stage: 'partial', personId: person.id, party: null, deviceId: null });
    if (step === 'new-password') {
      await saveFlow(ctx, session.id, { kind: 'new-password', method: 'password', foreign, next });
      return redirect(res, '/login/password');
    }
    const flow = { kind: 'login', factor: step, foreign, next } as const;
    await beginSecondStep(ctx, { sessionId: session.id, personId: person.id, flow });
    redirect(res, '/login/code');
  }
}
