import type { Request, Response } from 'express';
import type { Context } from '../../../../context.ts';
import type { Entered, FieldError } from '../../../../http/forms.ts';
import { actorOf } from '../../../../http/request-state.ts';
import { redirect, respond } from '../../../../http/respond.ts';
import type { FeatureRoutes } from '../../../../http/routes.ts';
import { layOut } from '../../../catalogue/index.ts';
import { documentFiles } from '../../../documents/index.ts';
import { openDraft } from '../../drafts/opening.ts';
import type { Draft } from '../../drafts/rules.ts';
import { serviceOfDraft } from '../../drafts/service.ts';
import { stepHref } from '../../drafts/steps.ts';
import { attachStored } from './actions.ts';
import { parseStored } from './forms.ts';
import { storedPage } from './view.ts';

/** So many of the latest documents are offered. */
const shown = 50;

/** Files of a draft that need no upload: the cabinet keeps them already. */
export function storedRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { limits, timeZone } = ctx.config;
  const policy = { who: 'person', rights: 'change', owns: 'draft' } as const;
  const address = '/applications/drafts/:id/stored-documents';
  const allowed = { types: ['application/pdf', 'image/jpeg', 'image/png'], maxBytes: limits.uploadBytes } as const;

  async function offered(req: Request, draft: Draft) {
    const { service, about } = await serviceOfDraft(ctx, draft);
    const { documents: asked } = layOut(service.definition, draft.answers, about);
    const kept = await documentFiles(ctx, actorOf(req), { limit: shown });
    return { title: service.definition.shortTitle, asked, kept };
  }

  type Shown = Readonly<{ entered: Entered; errors?: readonly FieldError[] }>;

  async function showStored(req: Request, res: Response, draft: Draft, { entered, errors = [] }: Shown) {
    const { title, ...offer } = await offered(req, draft);
    if (offer.asked.length === 0) return redirect(res, stepHref(draft.id, 'check'));
    const model = storedPage(draft, title, { ...offer, entered, errors, timeZone });
    await respond(req, res, 'applications/attachments/stored', model, { status: errors.length > 0 ? 422 : 200 });
  }

  routes.get(address, policy, async function showStoredDocuments(req, res) {
    const draft = await openDraft(ctx, req, res);
    const place = req.query['for'];
    if (draft !== null) await showStored(req, res, draft, { entered: { for: typeof place === 'string' ? place : '' } });
  });

  routes.post(address, { ...policy, limit: 'uploads', audit: 'draft.files' }, async function submitStored(req, res) {
    const draft = await openDraft(ctx, req, res);
    if (draft === null) return;
    const { asked, kept } = await offered(req, draft);
    const form = parseStored(req.body, {
      places: asked.map(({ rule }) => rule.id),
      known: kept.map(({ document }) => document.id),
      most: limits.filesPerRequest,
    });
    if (!form.ok) return showStored(req, res, draft, form);
    const { place, documents } = form.value;
    const errors = await attachStored(ctx, actorOf(req), { id: draft.id, place, documents, allowed });
    // Those that found room are attached: nothing stays ticked that would be attached twice.
    const left = errors.some(({ code }) => code === 'FILE-COUNT') ? [] : documents;
    if (errors.length > 0) return showStored(req, res, draft, { entered: { for: place, documents: left }, errors });
    redirect(res, stepHref(draft.id, 'documents'));
  });
}
