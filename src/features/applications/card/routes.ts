import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import { sendFile } from '../../../http/file-response.ts';
import type { Entered, FieldError } from '../../../http/forms.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { formatDateTime } from '../../../platform/values/time.ts';
import { kindOf, mayMove, stampOf } from '../../cases/index.ts';
import { findAttachment } from '../attachments/store.ts';
import { ownApplication } from '../reading.ts';
import { findOwnSent } from '../sent/store.ts';
import { ensureReceipt } from '../submission/receipt.ts';
import { withdrawApplication } from '../withdrawal.ts';
import { parseWithdrawal } from './forms.ts';
import { cardPage } from './view.ts';

/** The card of a sent application, its papers, and its withdrawal. */
export function cardRoutes(routes: FeatureRoutes, ctx: Context): void {
  const { timeZone } = ctx.config;
  const policy = { who: 'person', owns: 'application' } as const;
  const download = { ...policy, limit: 'downloads' } as const;

  routes.get('/applications/:number', policy, async function showCard(req, res) {
    const actor = actorOf(req);
    const whole = await ownApplication(ctx, actor, req.params.number);
    await respond(req, res, 'applications/card/card', cardPage(whole, actor, { now: ctx.clock.now(), timeZone }));
  });

  routes.get('/applications/:number/sent', policy, async function showSent(req, res) {
    const { record } = await findOwnSent(ctx, actorOf(req), req.params.number);
    const { number, title, submittedAt, dueAt } = record;
    const until = dueAt === null ? null : formatDateTime(dueAt, timeZone).slice(0, 10);
    await respond(req, res, 'applications/card/sent', {
      number,
      title,
      at: formatDateTime(submittedAt, timeZone),
      until,
    });
  });

  routes.get('/applications/:number/receipt', download, async function showReceipt(req, res) {
    const { record, application } = await findOwnSent(ctx, actorOf(req), req.params.number);
    const receipt = application.receiptFileId ?? (await ensureReceipt(ctx, record.id));
    await sendFile(req, res, await ctx.files.find(receipt));
  });

  routes.get('/applications/:number/copy', download, async function showCopy(req, res) {
    const { application } = await findOwnSent(ctx, actorOf(req), req.params.number);
    await sendFile(req, res, await ctx.files.find(application.paperFileId));
  });

  routes.get('/applications/:number/signature', download, async function showSignature(req, res) {
    const { application } = await findOwnSent(ctx, actorOf(req), req.params.number);
    const { signature } = application;
    if (signature.kind !== 'certificate') throw new NotFound();
    await sendFile(req, res, await ctx.files.find(signature.fileId));
  });

  routes.get('/applications/:number/files/:fileId', download, async function showFile(req, res) {
    const { application } = await findOwnSent(ctx, actorOf(req), req.params.number);
    const { fileId, ...file } = await findAttachment(ctx, application.id, req.params.fileId);
    await sendFile(req, res, { ...file, id: fileId }, { inline: true });
  });

  /** `moved`: the department made a step while the page was open. */
  type Failure = Readonly<{ errors: readonly FieldError[]; entered: Entered; moved?: true }>;

  async function showWithdrawalOf(req: Request<{ number: string }>, res: Response, failure?: Failure) {
    const { record } = await findOwnSent(ctx, actorOf(req), req.params.number);
    const { number, title, revision, status, answerDueAt } = record;
    const facts = { now: ctx.clock.now(), answerDueAt };
    if (!mayMove(kindOf(record.kind), status, 'withdrawn', 'applicant', facts)) throw tooLate(number);
    const { errors = [], entered = {}, moved = false } = failure ?? {};
    const model = { number, title, revision, errors, entered, moved, now: stampOf(record).text };
    await respond(req, res, 'applications/card/withdrawal', model, { status: moved ? 409 : failure ? 422 : 200 });
  }

  routes.get(
    '/applications/:number/withdrawal',
    { ...policy, rights: 'change' },
    async function showWithdrawal(req, res) {
      await showWithdrawalOf(req, res);
    },
  );

  routes.post(
    '/applications/:number/withdrawal',
    { ...policy, rights: 'change', audit: 'application.withdrawn' },
    async function submitWithdrawal(req, res) {
      const form = parseWithdrawal(req.body);
      if (!form.ok) return showWithdrawalOf(req, res, form);
      const { number } = req.params;
      try {
        await withdrawApplication(ctx, actorOf(req), { number, ...form.value });
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        // Pressed twice: it is withdrawn, and that is what was wanted.
        const { record } = await findOwnSent(ctx, actorOf(req), number);
        if (record.status !== 'withdrawn')
          return showWithdrawalOf(req, res, { errors: [], entered: { reason: form.value.reason }, moved: true });
      }
      redirect(res, `/applications/${number}`);
    },
  );
}

function tooLate(number: string): Conflict {
  return new Conflict({
    code: 'CASE-TOO-LATE',
    title: 'Отозвать уже нельзя',
    explanation: 'По заявлению принято решение или оно уже отозвано.',
    way: { href: `/applications/${number}`, text: 'Открыть заявление' },
  });
}
