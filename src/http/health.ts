import type { Context } from '../context.ts';
import { defineRoutes } from './routes.ts';

/** `/healthz` answers while the process lives, `/readyz` only while it can do its work: 503 otherwise. For supervisors and proxies. */
export function healthRoutes(ctx: Pick<Context, 'db' | 'log'>) {
  const routes = defineRoutes('health');

  routes.get('/healthz', { who: 'anyone' }, function showHealth(_req, res) {
    res.type('text/plain').send('ok\n');
  });

  routes.get('/readyz', { who: 'anyone' }, async function showReadiness(_req, res) {
    try {
      await ctx.db.raw('select 1');
      res.type('text/plain').send('ready\n');
    } catch (error) {
      ctx.log.error({ err: error }, 'not ready');
      res.status(503).type('text/plain').send('not ready\n');
    }
  });

  return routes;
}
