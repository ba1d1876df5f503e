import type { Context } from '../../context.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { documentForCheck } from '../documents/index.ts';
import { parseCheck } from './forms.ts';
import { answerOf } from './view.ts';

/** Public check of issued documents: whoever holds number and code learns kind, date and department, nothing personal. */
export function checkRoutes(ctx: Context) {
  const routes = defineRoutes('check');

  routes.get('/check', { who: 'anyone', limit: 'check' }, async function showCheck(req, res) {
    const asked = req.query['number'] !== undefined || req.query['code'] !== undefined;
    const form = asked ? parseCheck(req.query) : null;
    const found = form?.ok ? await documentForCheck(ctx, form.value.number, form.value.code) : null;
    const model = {
      // Under a genuine document the form is for the next one.
      entered: form === null || found ? {} : form.ok ? form.value : form.entered,
      errors: form?.ok === false ? form.errors : [],
      answer: form?.ok ? answerOf(found, form.value.number, ctx.config.timeZone) : null,
    };
    await respond(req, res, 'check/index', model, { status: form?.ok === false ? 422 : 200 });
  });

  return routes;
}
