import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { sendFile } from '../../../http/file-response.ts';
import type { FieldError } from '../../../http/forms.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { openDraft } from '../drafts/opening.ts';
import type { Draft } from '../drafts/rules.ts';
import { serviceOfDraft } from '../drafts/service.ts';
import { stepHref } from '../drafts/steps.ts';
import { findDraft } from '../drafts/store.ts';
import { recordAttempt } from './attempts.ts';
import { parseCode, signatureIn, signatureUpload } from './forms.ts';
import type { Refusal } from './rules.ts';
import { sendSigningCode, signingCodeOf, signWithCode } from './simple-signature.ts';
import { signDraft } from './signing.ts';
import { signingPage } from './signing-view.ts';

/** Why a code was not sent or not accepted; nothing was attempted where no code was typed. */
type CodeError = Omit<FieldError, 'field'> & Readonly<{ attempt?: string }>;
type Trouble = Readonly<{ refusal?: Refusal; codeError?: CodeError | undefined }>;

/** The step «Подпись»: the frozen paper, a signature file or a code from an SMS. */
export function signingRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;
  const policy = { who: 'person', rights: 'change', confirmed: true, owns: 'draft' } as const;

  async function showSigningOf(req: Request, res: Response, draft: Draft, { refusal, codeError }: Trouble = {}) {
    // Without a paper there is nothing to sign: it is made on the page before.
    if (draft.paper === null) return redirect(res, stepHref(draft.id, 'check'));
    const about = await serviceOfDraft(ctx, draft);
    const simple = about.service.definition.signature === 'simple';
    const code = simple ? { ...(await signingCodeOf(ctx, actorOf(req), draft)), error: codeError ?? null } : null;
    const moment = { now: ctx.clock.now(), timeZone };
    const model = signingPage(draft, draft.paper, about, { refusal: refusal ?? null, code, moment });
    await respond(req, res, 'applications/submission/signing', model, { status: model.errors.length > 0 ? 422 : 200 });
  }

  /** Enters a refusal that was decided before any verb was called. */
  function attemptOf(req: Request, draft: Draft, code: string): Promise<string> {
    return recordAttempt(ctx, actorOf(req), { applicationId: draft.id, step: 'signing', code });
  }

  async function numbered(req: Request, draft: Draft, error: FieldError | undefined): Promise<CodeError | undefined> {
    return error?.code === undefined ? error : { ...error, attempt: await attemptOf(req, draft, error.code) };
  }

  async function draftOf(req: Request<{ id: string }>): Promise<Draft> {
    return findDraft(ctx, actorOf(req), req.params.id);
  }

  routes.get('/applications/drafts/:id/signing', policy, async function showSigning(req, res) {
    const draft = await openDraft(ctx, req, res);
    if (draft !== null) await showSigningOf(req, res, draft);
  });

  routes.get(
    '/applications/drafts/:id/signing/paper',
    { ...policy, limit: 'downloads' },
    async function showPaper(req, res) {
      const { paper } = await draftOf(req);
      if (paper === null) throw new NotFound();
      await sendFile(req, res, paper.file);
    },
  );

  routes.post(
    '/applications/drafts/:id/signature',
    { ...policy, limit: 'submissions', upload: signatureUpload, audit: 'application.signed' },
    async function submitSignature(req, res) {
      const draft = await draftOf(req);
      const upload = signatureIn(req);
      if (!upload.ok) {
        const refusal = { ...upload, attempt: await attemptOf(req, draft, upload.code) };
        return showSigningOf(req, res, draft, { refusal });
      }
      const signing = await signDraft(ctx, actorOf(req), { id: draft.id, signature: upload.stored });
      if (signing.ok) return redirect(res, stepHref(draft.id, 'signature'));
      await showSigningOf(req, res, await draftOf(req), { refusal: signing });
    },
  );

  routes.post(
    '/applications/drafts/:id/signature/code',
    { ...policy, limit: 'codes' },
    async function submitCodeRequest(req, res) {
      const sent = await sendSigningCode(ctx, actorOf(req), req.params.id);
      if (sent.ok) return redirect(res, stepHref(req.params.id, 'signature'));
      await showSigningOf(req, res, await draftOf(req), { codeError: sent });
    },
  );

  routes.post(
    '/applications/drafts/:id/signature/confirmation',
    { ...policy, limit: 'codes', audit: 'application.signed' },
    async function submitCode(req, res) {
      const form = parseCode(req.body);
      if (!form.ok) {
        const draft = await draftOf(req);
        return showSigningOf(req, res, draft, { codeError: await numbered(req, draft, form.errors[0]) });
      }
      const signed = await signWithCode(ctx, actorOf(req), { id: req.params.id, code: form.value });
      if (signed.ok) return redirect(res, stepHref(req.params.id, 'signature'));
      await showSigningOf(req, res, await draftOf(req), { codeError: signed });
    },
  );
}
