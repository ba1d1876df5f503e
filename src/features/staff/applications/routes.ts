import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { sendFile } from '../../../http/file-response.ts';
import { actorOf, clientOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import type { StaffRole } from '../../../platform/values/actor.ts';
import { fileForStaff, findSentForStaff } from '../../applications/index.ts';
import { logLook } from '../looks.ts';
import { openQueue } from '../queue/actions.ts';
import { readQueueQuery } from '../queue/query.ts';
import { loadCase } from './load.ts';
import { applicationDesk, casePage } from './view.ts';

/** Administrators look on; they decide nothing. */
export const onlookers: readonly StaffRole[] = ['specialist', 'head', 'administrator'];
export const officials: readonly StaffRole[] = ['specialist', 'head'];

const owns = 'case of the own department';

/** Pages to read: the queue, a case, and its files. */
export function addApplicationRoutes(ctx: Context, routes: FeatureRoutes): void {
  routes.get('/staff/applications', { who: onlookers }, async function showQueue(req, res) {
    const actor = actorOf(req);
    const answer = await openQueue(ctx, actor, 'application', applicationDesk, readQueueQuery(req.query));
    if (answer.kind === 'case') return redirect(res, answer.path);
    const mayTakeNext = actor.roles.some((role) => officials.includes(role));
    await respond(req, res, 'staff/applications/index', { ...answer.model, mayTakeNext });
  });

  routes.get(
    '/staff/applications/:number',
    { who: onlookers, owns, audit: 'case.viewed' },
    async function showCase(req, res) {
      const facts = await loadCase(ctx, actorOf(req), req.params.number);
      await logLook(ctx, actorOf(req), facts.whole.record, clientOf(req).address);
      await respond(req, res, 'staff/applications/case', casePage(facts));
    },
  );

  routes.get(
    '/staff/applications/:number/copy',
    { who: onlookers, owns, limit: 'downloads' },
    async function showCopy(req, res) {
      const { application } = await findSentForStaff(ctx, actorOf(req), req.params.number);
      await sendFile(req, res, await ctx.files.find(application.paperFileId), { inline: true });
    },
  );

  routes.get(
    '/staff/applications/:number/result',
    { who: onlookers, owns, limit: 'downloads' },
    async function showResult(req, res) {
      const { application } = await findSentForStaff(ctx, actorOf(req), req.params.number);
      if (application.result === null) throw new NotFound();
      await sendFile(req, res, await ctx.files.find(application.result.fileId), { inline: true });
    },
  );

  routes.get(
    '/staff/applications/:number/signature',
    { who: onlookers, owns, limit: 'downloads' },
    async function showSignature(req, res) {
      const { application } = await findSentForStaff(ctx, actorOf(req), req.params.number);
      if (application.signature.kind !== 'certificate') throw new NotFound();
      await sendFile(req, res, await ctx.files.find(application.signature.fileId));
    },
  );

  routes.get(
    '/staff/applications/:number/files/:fileId',
    { who: onlookers, owns, limit: 'downloads' },
    async function showFile(req, res) {
      const { number, fileId: attachmentId } = req.params;
      const { record, file } = await fileForStaff(ctx, actorOf(req), { number, attachmentId });
      await logLook(ctx, actorOf(req), record, clientOf(req).address);
      const { fileId, ...kept } = file;
      await sendFile(req, res, { ...kept, id: fileId }, { inline: req.query['download'] === undefined });
    },
  );
}
