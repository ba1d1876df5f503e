import type { Context } from '../../context.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { listDemoDeliveries } from '../../platform/deliveries.ts';
import { addKeyRoutes } from './keys/routes.ts';
import { deliveryPage, loginsPage } from './view.ts';

const shown = 100;

/** Pages that exist in demo mode only: logins, what would have been sent, keys to sign with, the components. */
export function demoRoutes(ctx: Context) {
  const routes = defineRoutes('demo');
  if (!ctx.config.demo) return routes;

  routes.get('/demo', { who: 'anyone' }, async function showDemo(req, res) {
    await respond(req, res, 'demo/index', loginsPage());
  });

  routes.get('/demo/outbox', { who: 'anyone' }, async function showOutbox(req, res) {
    const deliveries = await listDemoDeliveries(ctx, shown);
    await respond(req, res, 'demo/outbox', deliveryPage(deliveries, ctx.config.timeZone), {
      fragments: ['outbox-list'],
    });
  });

  routes.get('/demo/outbox.json', { who: 'anyone' }, async function showOutboxJson(_req, res) {
    res.json(await listDemoDeliveries(ctx, shown));
  });

  routes.get('/demo/components', { who: 'anyone' }, async function showComponents(req, res) {
    await respond(req, res, 'demo/components', {});
  });

  addKeyRoutes(routes, ctx);
  return routes;
}
