import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import { sendFile } from '../../../http/file-response.ts';
import { readForm } from '../../../http/forms.ts';
import { actorOf, clientOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import type { StaffRole } from '../../../platform/values/actor.ts';
import { findPersonWithContacts } from '../../accounts/index.ts';
import { findCaseForStaff, nextInQueue, stepsOf } from '../../cases/index.ts';
import {
  approveConfirmation,
  confirmationOfCase,
  refuseConfirmation,
  takeConfirmation,
} from '../../confirmation/index.ts';
import { logLook } from '../looks.ts';
import { openQueue } from '../queue/actions.ts';
import { readQueueQuery } from '../queue/query.ts';
import { parseDecision } from './forms.ts';
import { confirmationDesk, confirmationPage, type Failure } from './view.ts';

const who: readonly StaffRole[] = ['specialist', 'head', 'support'];

export function addConfirmationRoutes(ctx: Context, routes: FeatureRoutes): void {
  const { path } = confirmationDesk;

  routes.get('/staff/confirmations', { who }, async function showConfirmations(req, res) {
    const answer = await openQueue(
      ctx,
      actorOf(req),
      'confirmation',
      confirmationDesk,
      readQueueQuery(req.query, confirmationDesk.tabs),
    );
    if (answer.kind === 'case') return redirect(res, answer.path);
    await respond(req, res, 'staff/confirmations/index', answer.model);
  });

  routes.post(
    '/staff/confirmations/assignments',
    { who, audit: 'confirmation.taken' },
    async function submitNext(req, res) {
      const next = await nextInQueue(ctx, actorOf(req), 'confirmation');
      if (next === null) return redirect(res, `${path}?tab=unassigned`);
      await takeConfirmation(ctx, actorOf(req), next);
      redirect(res, `${path}/${next.number}`);
    },
  );

  async function renderRequest(
    req: Request,
    res: Response,
    number: string,
    failure?: Failure & Readonly<{ status: number }>,
  ): Promise<void> {
    const actor = actorOf(req);
    const record = await findCaseForStaff(ctx, actor, 'confirmation', number);
    await logLook(ctx, actor, record, clientOf(req).address);
    const request = await confirmationOfCase(ctx, record.id);
    const { person, contacts } = await findPersonWithContacts(ctx, request.personId);
    const model = confirmationPage(
      {
        record,
        request,
        steps: await stepsOf(ctx, record.id, { all: true }),
        person,
        contacts,
        actor,
        now: ctx.clock.now(),
        zone: ctx.config.timeZone,
      },
      failure,
    );
    await respond(req, res, 'staff/confirmations/request', model, { status: failure?.status ?? 200 });
  }

  routes.get(
    '/staff/confirmations/:number',
    { who, owns: 'case of any department' },
    async function showRequest(req, res) {
      await renderRequest(req, res, req.params.number);
    },
  );

  routes.get(
    '/staff/confirmations/:number/files/:fileId',
    { who, owns: 'case of any department', limit: 'downloads' },
    async function showScan(req, res) {
      const record = await findCaseForStaff(ctx, actorOf(req), 'confirmation', req.params.number);
      const { scans } = await confirmationOfCase(ctx, record.id);
      const scan = scans.find(({ id }) => id === req.params.fileId);
      if (scan === undefined) throw new NotFound();
      await logLook(ctx, actorOf(req), record, clientOf(req).address);
      await sendFile(req, res, scan, { inline: true });
    },
  );

  routes.post(
    '/staff/confirmations/:number/assignment',
    { who, audit: 'confirmation.taken' },
    async function submitAssignment(req, res) {
      const { number } = req.params;
      await takeConfirmation(ctx, actorOf(req), { number, revision: readForm(req.body).revision() });
      redirect(res, `${path}/${number}`);
    },
  );

  routes.post(
    '/staff/confirmations/:number/decision',
    { who, audit: 'confirmation.decided' },
    async function submitDecision(req, res) {
      const { number } = req.params;
      const shown = { number, revision: readForm(req.body).revision() };
      const form = parseDecision(req.body);
      if (!form.ok) return renderRequest(req, res, number, { ...form, status: 422 });
      const typed = readForm(req.body);
      const entered = { verdict: form.value.verdict, part: typed.text('part'), reason: typed.multiline('reason') };
      try {
        if (form.value.verdict === 'refuse')
          await refuseConfirmation(ctx, actorOf(req), { ...shown, refusal: form.value.refusal });
        else {
          const decided = await approveConfirmation(ctx, actorOf(req), shown);
          if (!decided.ok)
            return await renderRequest(req, res, number, { errors: decided.errors, entered, status: 422 });
        }
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        return renderRequest(req, res, number, { errors: [], entered, stale: true, status: 409 });
      }
      redirect(res, `${path}/${number}`);
    },
  );
}
