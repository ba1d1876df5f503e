import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { sendFile } from '../../../http/file-response.ts';
import type { FieldError } from '../../../http/forms.ts';
import { inspectUploads } from '../../../http/inspected-uploads.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { documentProblems, layOut, neighbours, type Problem } from '../../catalogue/index.ts';
import { openDraft } from '../drafts/opening.ts';
import type { Draft } from '../drafts/rules.ts';
import { serviceOfDraft } from '../drafts/service.ts';
import { progressOfDraft, stepHref } from '../drafts/steps.ts';
import { findDraft } from '../drafts/store.ts';
import { attachToDraft, detachFromDraft } from './actions.ts';
import { parseFiles } from './forms.ts';
import { countByDocument } from './rules.ts';
import { attachmentsOf, filedDocuments, findAttachment } from './store.ts';
import { documentsPage } from './view.ts';

const allowed = ['application/pdf', 'image/jpeg', 'image/png'] as const;

/** The step «Документы» of a draft, and its files. */
export function attachmentRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone, limits } = ctx.config;
  const rule = { maxFiles: limits.filesPerRequest, maxBytes: limits.uploadBytes };
  const policy = { who: 'person', rights: 'change', owns: 'draft' } as const;

  type Mistakes = Readonly<{ errors?: readonly FieldError[]; problems?: readonly Problem[] }>;

  async function showStep(req: Request, res: Response, draft: Draft, { errors = [], problems = [] }: Mistakes = {}) {
    const about = await serviceOfDraft(ctx, draft);
    const files = await attachmentsOf(ctx, draft.id);
    const { steps } = await progressOfDraft(ctx, draft, about, files);
    const moment = { now: ctx.clock.now(), timeZone };
    const model = documentsPage(draft, about, { steps, files, errors, problems, limits: rule, moment });
    if (model.fields.length === 0 && model.leftover.length === 0) return redirect(res, stepHref(draft.id, 'check'));
    await respond(req, res, 'applications/attachments/documents', model, {
      status: model.errors.length > 0 ? 422 : 200,
    });
  }

  /** What is missing counts only when the person wants to go on. */
  async function missing(draft: Draft): Promise<Problem[]> {
    const about = await serviceOfDraft(ctx, draft);
    const { documents } = layOut(about.service.definition, draft.answers, about.about);
    return documentProblems(documents, countByDocument(await filedDocuments(ctx, draft.id)));
  }

  routes.get('/applications/drafts/:id/documents', policy, async function showDocuments(req, res) {
    const draft = await openDraft(ctx, req, res);
    if (draft !== null) await showStep(req, res, draft);
  });

  routes.post(
    '/applications/drafts/:id/files',
    { ...policy, upload: rule, limit: 'uploads', audit: 'draft.files' },
    async function submitFiles(req, res) {
      const actor = actorOf(req);
      const { id } = req.params;
      await findDraft(ctx, actor, id);
      const intent = parseFiles(req.body);
      if (intent.kind === 'remove') await detachFromDraft(ctx, actor, { id, attachmentId: intent.id });
      const { files, errors } = await inspectUploads(ctx, req, { allowed, ...rule });
      const refused = [...errors, ...(await attachToDraft(ctx, actor, { id, uploads: files }))];
      const draft = await findDraft(ctx, actor, id);
      if (refused.length > 0) return showStep(req, res, draft, { errors: refused });
      const here = stepHref(id, 'documents');
      if (intent.kind === 'remove' || intent.kind === 'upload') return redirect(res, here);
      if (intent.kind === 'check') return redirect(res, stepHref(id, 'check'));
      const { steps } = await progressOfDraft(ctx, draft, await serviceOfDraft(ctx, draft));
      const { previous, next } = neighbours(steps, 'documents');
      if (intent.kind === 'back') return redirect(res, previous === null ? here : stepHref(id, previous));
      const problems = await missing(draft);
      if (problems.length > 0) return showStep(req, res, draft, { problems });
      redirect(res, stepHref(id, next ?? 'check'));
    },
  );

  routes.get(
    '/applications/drafts/:id/files/:fileId',
    { who: 'person', owns: 'draft', limit: 'downloads' },
    async function showDraftFile(req, res) {
      const draft = await findDraft(ctx, actorOf(req), req.params.id);
      const { fileId, ...file } = await findAttachment(ctx, draft.id, req.params.fileId);
      await sendFile(req, res, { ...file, id: fileId }, { inline: true });
    },
  );
}
