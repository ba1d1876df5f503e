import type { Context } from '../../../context.ts';
import { readForm } from '../../../http/forms.ts';
import { actorOf, clientOf } from '../../../http/request-state.ts';
import { respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { findPerson } from '../../accounts/index.ts';
import { findAttempt, readAttemptNumber } from '../../applications/index.ts';
import { listServices } from '../../catalogue/index.ts';
import { attemptDesk } from './rules.ts';
import { attemptView, type AttemptView } from './view.ts';

/** What became of an attempt to sign or send whose number somebody names to support (APP-6). */
export function addAttemptRoutes(ctx: Context, routes: FeatureRoutes): void {
  routes.get(attemptDesk.path, { who: attemptDesk.who, limit: 'search' }, async function showAttempts(req, res) {
    const typed = readForm(req.query).text('number', { max: 40 });
    const number = readAttemptNumber(typed);
    const attempt = number === null ? null : await lookAt(number);
    const errors =
      typed !== '' && number === null
        ? [{ field: 'number', message: 'Номер попытки выглядит так: П-81-4402. Проверьте, все ли цифры на месте' }]
        : [];
    const missing = number !== null && attempt === null;
    await respond(req, res, 'staff/attempts/index', { typed, attempt, missing, errors });

    /** Every look at somebody's attempt stands in the journal, where they see it. */
    async function lookAt(wanted: string): Promise<AttemptView | null> {
      const found = await findAttempt(ctx, wanted);
      if (found === null) return null;
      const person = await findPerson(ctx, found.personId);
      const service = (await listServices(ctx)).find(({ slug }) => slug === found.slug);
      const { personId: actorId, name: by } = actorOf(req);
      const ip = clientOf(req).address;
      await ctx.audit.record({
        act: 'attempt.viewed',
        personId: person.id,
        actorId,
        subject: wanted,
        ip,
        details: { by },
      });
      return attemptView(found, { person, service: service?.definition.title ?? null, timeZone: ctx.config.timeZone });
    }
  });
}
