import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { readForm, type Entered } from '../../../http/forms.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import {
  applicationInHand,
  archiveApplication,
  decideApplication,
  groundsOf,
  judgeFile,
  markReady,
  startExamination,
  type Shown,
} from '../../applications/index.ts';
import { findCaseForStaff, nextInQueue } from '../../cases/index.ts';
import { parseDecision, parseVerdict } from './forms.ts';
import { loadCase } from './load.ts';
import { officials as who } from './routes.ts';
import { forbidOwnInterest, orReopen, ownOrganisations } from './stand.ts';
import { takeOrAssign } from './taking.ts';
import { applicationDesk, casePage, type Failure } from './view.ts';

const base = applicationDesk.path;

/** What an official does with a case: POSTs on nouns, each from the revision that the page showed. */
export function addActRoutes(ctx: Context, routes: FeatureRoutes): void {
  async function renderCase(
    req: Request,
    res: Response,
    number: string,
    failure: Failure,
    status: number,
  ): Promise<void> {
    await respond(req, res, 'staff/applications/case', casePage(await loadCase(ctx, actorOf(req), number), failure), {
      status,
    });
  }

  async function demandImpartial(actor: Actor, number: string): Promise<void> {
    await forbidOwnInterest(ctx, actor, await findCaseForStaff(ctx, actor, 'application', number));
  }

  function shownIn(req: Request<{ number: string }>): Shown {
    return { number: req.params.number, revision: readForm(req.body).revision() };
  }

  routes.post(
    '/staff/applications/assignments',
    { who, audit: 'application.taken' },
    async function submitNext(req, res) {
      const actor = actorOf(req);
      const next = await nextInQueue(ctx, actor, 'application', { notOf: await ownOrganisations(ctx, actor) });
      if (next === null) return redirect(res, `${base}?tab=unassigned`);
      await orReopen(base, () => takeOrAssign(ctx, actor, next));
      redirect(res, `${base}/${next.number}`);
    },
  );

  const simple = {
    assignment: takeOrAssign,
    examination: startExamination,
    readiness: markReady,
    archive: archiveApplication,
  } as const;
  for (const [noun, act] of Object.entries(simple)) {
    routes.post(
      `/staff/applications/:number/${noun}`,
      { who, audit: `application.${noun}` },
      async function submitAct(req, res) {
        const shown = shownIn(req as Request<{ number: string }>);
        const path = `${base}/${shown.number}`;
        await demandImpartial(actorOf(req), shown.number);
        await orReopen(path, () => act(ctx, actorOf(req), shown));
        redirect(res, path);
      },
    );
  }

  routes.post(
    '/staff/applications/:number/decision',
    { who, audit: 'application.decided' },
    async function submitDecision(req, res) {
      const shown = shownIn(req);
      const { record, service } = await applicationInHand(ctx, actorOf(req), shown.number);
      await forbidOwnInterest(ctx, actorOf(req), record);
      const form = parseDecision(
        req.body,
        groundsOf(service.definition).map(({ code }) => code),
      );
      if (!form.ok) return renderCase(req, res, shown.number, form, 422);
      try {
        await decideApplication(ctx, actorOf(req), { ...shown, ...form.value });
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const { verdict, groundCode, reason } = form.value;
        const entered: Entered = { verdict, ground: groundCode ?? '', reason };
        return renderCase(req, res, shown.number, { errors: [], entered, stale: true }, 409);
      }
      redirect(res, `${base}/${shown.number}`);
    },
  );

  routes.post(
    '/staff/applications/:number/files/:fileId/verdict',
    { who, audit: 'application.file-judged' },
    async function submitVerdict(req, res) {
      const { number, fileId } = req.params;
      await demandImpartial(actorOf(req), number);
      const form = parseVerdict(req.body, fileId);
      if (!form.ok) return renderCase(req, res, number, form, 422);
      const path = `${base}/${number}`;
      await orReopen(path, () => judgeFile(ctx, actorOf(req), { number, attachmentId: fileId, ...form.value }));
      redirect(res, `${path}#files`);
    },
  );
}
