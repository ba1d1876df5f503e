import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { readForm, type Entered } from '../../../http/forms.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { dateIn } from '../../../platform/values/time.ts';
import { applicationInHand, requestDocuments, type InHand } from '../../applications/index.ts';
import { answerDateLimits } from '../../cases/index.ts';
import { parseDocumentsRequest } from './forms.ts';
import { documentsOf } from './load.ts';
import { officials as who } from './routes.ts';
import { forbidOwnInterest, standOf } from './stand.ts';
import { applicationDesk, requestPage, type Failure } from './view.ts';

const owns = 'case of the own department';

/** «Запросить документы»: a page of its own, for its words are read by the applicant. */
export function addDocumentsRoutes(ctx: Context, routes: FeatureRoutes): void {
  const { timeZone: zone } = ctx.config;

  const datesFor = ({ record }: InHand) => answerDateLimits(record, ctx.clock.now(), zone);

  async function render(req: Request, res: Response, filed: InHand, failure?: Failure, status = 200): Promise<void> {
    const model = requestPage(filed, documentsOf(filed), datesFor(filed), failure);
    await respond(req, res, 'staff/applications/documents-request', model, { status });
  }

  routes.get(
    '/staff/applications/:number/documents-request',
    { who, owns },
    async function showDocumentsRequest(req, res) {
      const filed = await applicationInHand(ctx, actorOf(req), req.params.number);
      const { moves } = await standOf(ctx, actorOf(req), filed.record);
      if (!moves.includes('documents_required')) return redirect(res, `${applicationDesk.path}/${req.params.number}`);
      await render(req, res, filed);
    },
  );

  routes.post(
    '/staff/applications/:number/documents-request',
    { who, audit: 'application.documents-requested' },
    async function submitDocumentsRequest(req, res) {
      const { number } = req.params;
      const revision = readForm(req.body).revision();
      const filed = await applicationInHand(ctx, actorOf(req), number);
      await forbidOwnInterest(ctx, actorOf(req), filed.record);
      const form = parseDocumentsRequest(req.body, { known: documentsOf(filed), dates: datesFor(filed), zone });
      if (!form.ok) return render(req, res, filed, form, 422);
      const { message, dueAt, documents } = form.value;
      try {
        await requestDocuments(ctx, actorOf(req), { number, revision, message, dueAt, documents });
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const [year = '', month = '', day = ''] = dateIn(dueAt, zone).split('-');
        const entered: Entered = { message, documents: documents.map(({ id }) => id), until: { day, month, year } };
        const now = await applicationInHand(ctx, actorOf(req), number);
        return render(req, res, now, { errors: [], entered, stale: true }, 409);
      }
      redirect(res, `${applicationDesk.path}/${number}`);
    },
  );
}
