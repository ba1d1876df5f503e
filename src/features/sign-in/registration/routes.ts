import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { clientOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { rotateSession } from '../../../http/session.ts';
import { createAccount } from './actions.ts';
import { answersRoutes } from './answers/routes.ts';
import { parseConsent } from './forms.ts';
import { phoneRoutes } from './phone/routes.ts';
import { stepPage, summaryOf } from './view.ts';
import { templateOf, wayTo, type Way } from './way.ts';

/** The short registration: phone, code, name, e-mail and password, rules, consent. Its last page makes the account. */
export function registrationRoutes(routes: FeatureRoutes, ctx: Context): void {
  phoneRoutes(routes, ctx);
  answersRoutes(routes, ctx);

  routes.get('/register/consent', { who: 'guest' }, async function showConsent(req, res) {
    const way = await wayTo(ctx, req, res, 'consent');
    if (way)
      await respond(req, res, templateOf('consent'), {
        ...stepPage('consent', way.flow),
        summary: summaryOf(way.flow),
      });
  });

  routes.post(
    '/register/consent',
    { who: 'guest', limit: 'registration', audit: 'account.created' },
    async function submitConsent(req, res) {
      const way = await wayTo(ctx, req, res, 'consent');
      if (!way) return;
      const form = parseConsent(req.body);
      if (form.ok) return createAndEnter(req, res, way);
      const page = { ...stepPage('consent', way.flow, form), summary: summaryOf(way.flow) };
      await respond(req, res, templateOf('consent'), page, { status: 422 });
    },
  );

  async function createAndEnter(req: Request, res: Response, { sessionId, flow }: Way): Promise<void> {
    const person = await createAccount(ctx, sessionId, flow, clientOf(req).address).catch(explainTaken);
    await rotateSession(req, { stage: 'full', personId: person.id, party: null });
    redirect(res, '/cabinet');
  }
}

/** Whoever comes so far has confirmed the phone: the owner may be told. */
function explainTaken(error: unknown): never {
  if (!(error instanceof Conflict) || error.code !== 'ACCOUNT-IDENTIFIER-TAKEN') throw error;
  throw new Conflict({
    code: error.code,
    title: 'Учётная запись уже есть',
    explanation: 'С этим номером телефона только что создана учётная запись. Войдите в неё.',
    way: { href: '/login', text: 'Войти' },
  });
}
