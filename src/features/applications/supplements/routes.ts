import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import type { Entered, FieldError } from '../../../http/forms.ts';
import { inspectUploads } from '../../../http/inspected-uploads.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { attachmentsOf } from '../attachments/store.ts';
import { acknowledgeRequest, findOpenRequest, prepareAnswer, sendAnswer } from './actions.ts';
import { parseAnswer } from './forms.ts';
import { answerPage } from './view.ts';

const allowed = ['application/pdf', 'image/jpeg', 'image/png'] as const;

/** «Требуются документы»: the answer to the department's request. */
export function supplementRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone, limits } = ctx.config;
  const rule = { maxFiles: limits.filesPerRequest, maxBytes: limits.supplementBytes };
  const policy = { who: 'person', rights: 'change', owns: 'application' } as const;

  type Trouble = Readonly<{ errors?: readonly FieldError[]; typed?: string }>;

  async function showAnswerOf(req: Request<{ number: string }>, res: Response, { errors = [], typed }: Trouble = {}) {
    const { record, applicationId, request } = await findOpenRequest(ctx, actorOf(req), req.params.number);
    const files = await attachmentsOf(ctx, applicationId);
    const model = answerPage(record, request, files, { errors, typed: typed ?? null, limits: rule, timeZone });
    await respond(req, res, 'applications/supplements/answer', model, { status: errors.length > 0 ? 422 : 200 });
  }

  routes.get('/applications/:number/answer', policy, async function showAnswer(req, res) {
    await showAnswerOf(req, res);
  });

  routes.post(
    '/applications/:number/answer',
    { ...policy, upload: rule, limit: 'uploads', audit: 'application.answered' },
    async function submitAnswer(req, res) {
      const { number } = req.params;
      const actor = actorOf(req);
      await findOpenRequest(ctx, actor, number);
      const form = parseAnswer(req.body);
      const { files, errors } = await inspectUploads(ctx, req, { allowed, ...rule });
      const typed = form.ok ? form.value.answer : textOf(form.entered['answer']);
      const remove = form.ok ? form.value.remove : null;
      // A text that is too long stays in the form; the files that came with it are kept all the same.
      const kept = await prepareAnswer(ctx, actor, { number, answer: typed.slice(0, 4000), uploads: files, remove });
      const refused = [...(form.ok ? [] : form.errors), ...errors, ...kept];
      if (refused.length > 0 || !form.ok) return showAnswerOf(req, res, { errors: refused, typed });
      if (form.value.intent === 'upload' || remove !== null) return redirect(res, `/applications/${number}/answer`);
      const answering = await sendAnswer(ctx, actor, number);
      if (!answering.ok) return showAnswerOf(req, res, { errors: answering.errors });
      redirect(res, `/applications/${number}`);
    },
  );

  routes.post(
    '/applications/:number/acknowledgement',
    { ...policy, audit: 'application.request-read' },
    async function submitAcknowledgement(req, res) {
      await acknowledgeRequest(ctx, actorOf(req), req.params.number);
      redirect(res, `/applications/${req.params.number}`);
    },
  );
}

function textOf(entered: Entered[string] | undefined): string {
  return typeof entered === 'string' ? entered : '';
}
