import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { readForm, type FieldError } from '../../../http/forms.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { actorOf, clientOf, rotateSession, sessionOf } from '../../../http/session.ts';
import { minute } from '../../../platform/values/durations.ts';
import { chooseIdleTime } from '../../accounts/index.ts';
import { idleChoices } from './rules.ts';
import { idleMinutes, minutesInWords } from './words.ts';

const address = '/settings/security/idle-time';

/** After how long without doing anything a person's sessions end. */
export function idleTimeRoutes(routes: FeatureRoutes, ctx: Context): void {
  const portal = ctx.config.limits.sessionIdleMinutes;
  const choices = idleChoices(portal).map(String);

  async function showChoices(req: Request, res: Response, errors: readonly FieldError[] = []): Promise<void> {
    const model = {
      value: String(idleMinutes(sessionOf(req).idleMs, portal)),
      items: choices.map((value) => ({ value, text: minutesInWords(Number(value)) })),
      errors,
    };
    await respond(req, res, 'sign-in/security/idle-time', model, { status: errors.length > 0 ? 422 : 200 });
  }

  routes.get(address, { who: 'person', owns: 'own account' }, async function showIdleTime(req, res) {
    await showChoices(req, res);
  });

  routes.post(
    address,
    { who: 'person', owns: 'own account', audit: 'session.time-chosen' },
    async function submitIdleTime(req, res) {
      const form = readForm(req.body);
      const chosen = form.choice('minutes', choices, { required: 'Выберите время' });
      const read = form.result(Number(chosen));
      if (!read.ok) return showChoices(req, res, read.errors);
      const { personId } = actorOf(req);
      const minutes = read.value === portal ? null : read.value;
      await ctx.transaction(async (tx) => {
        await chooseIdleTime(tx, personId, minutes);
        const { address: ip } = clientOf(req);
        await tx.audit.record({ act: 'session.time-chosen', personId, actorId: personId, ip, details: { minutes } });
      });
      await rotateSession(req, { idleMs: minutes === null ? null : minutes * minute });
      redirect(res, '/settings/security');
    },
  );
}
