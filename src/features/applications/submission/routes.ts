import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { openDraft } from '../drafts/opening.ts';
import { progressOfDraft, stepHref } from '../drafts/steps.ts';
import type { Draft } from '../drafts/rules.ts';
import { findDraft } from '../drafts/store.ts';
import { submitApplication } from './actions.ts';
import { recordAttempt } from './attempts.ts';
import { freezePaper } from './freezing.ts';
import { readinessOf } from './readiness.ts';
import type { Refusal } from './rules.ts';
import { checkPage } from './view.ts';

/** «Проверить», «Подписать» and «Отправить» of a draft. */
export function submissionRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;

  async function showCheckOf(req: Request, res: Response, draft: Draft, refusal: Refusal | null, status: number) {
    const ready = await readinessOf(ctx, draft);
    const { steps } = await progressOfDraft(ctx, draft, ready, ready.files);
    const confirmed = actorOf(req).level === 'confirmed';
    const moment = { now: ctx.clock.now(), timeZone };
    const model = checkPage(draft, ready, { steps, confirmed, refusal, refused: status === 422, moment });
    await respond(req, res, 'applications/submission/check', model, { status });
  }

  routes.get(
    '/applications/drafts/:id/check',
    { who: 'person', rights: 'change', owns: 'draft' },
    async function showCheck(req, res) {
      const draft = await openDraft(ctx, req, res);
      if (draft !== null) await showCheckOf(req, res, draft, null, 200);
    },
  );

  routes.post(
    '/applications/drafts/:id/signing',
    {
      who: 'person',
      rights: 'change',
      confirmed: true,
      owns: 'draft',
      limit: 'submissions',
      audit: 'application.frozen',
    },
    async function submitFreezing(req, res) {
      const actor = actorOf(req);
      const { id } = req.params;
      const freezing = await freezePaper(ctx, actor, id);
      if (freezing.kind === 'frozen') return redirect(res, stepHref(id, 'signature'));
      const draft = await findDraft(ctx, actor, id);
      if (freezing.kind === 'incomplete') return showCheckOf(req, res, draft, null, 422);
      const attempt = await recordAttempt(ctx, actor, { applicationId: id, step: 'signing', code: freezing.code });
      await showCheckOf(req, res, draft, { ...freezing, attempt }, 422);
    },
  );

  routes.post(
    '/applications/drafts/:id/submission',
    {
      who: 'person',
      rights: 'change',
      confirmed: true,
      owns: 'draft',
      limit: 'submissions',
      audit: 'application.submitted',
    },
    async function submitSubmission(req, res) {
      const actor = actorOf(req);
      const { id } = req.params;
      const submission = await submitApplication(ctx, actor, id);
      if (submission.kind === 'sent')
        return redirect(res, `/applications/${submission.number}${submission.again ? '' : '/sent'}`);
      await showCheckOf(req, res, await findDraft(ctx, actor, id), submission, 422);
    },
  );
}
