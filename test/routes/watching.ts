import type { Express, RequestHandler } from 'express';
import type { Knex } from 'knex';

type Layer = {
  handle: RequestHandler & { stack?: Layer[] };
  route?: { path: string; stack: (Layer & { method: string })[] };
};

/** Says in the answer which handler was reached behind its guards: `POST /applications`. */
export const reachedHeader = 'x-reached';

/** Marks the answers of the running app, so that a refusal by a guard can be told from one by a handler. */
export function markReached(app: Express): void {
  for (const { handle } of app.router.stack as unknown as Layer[]) {
    for (const { route } of handle.stack ?? []) {
      const last = route?.stack.at(-1);
      if (route === undefined || last === undefined) continue;
      const { handle: handler, method } = last;
      last.handle = (req, res, next) => {
        res.setHeader(reachedHeader, `${method.toUpperCase()} ${route.path}`);
        return handler(req, res, next);
      };
    }
  }
}

/** Statements of the request under way; brackets of transactions and what the journal writes and reads for itself are not counted. */
export function watchStatements(db: Knex): () => string[] {
  let seen: string[] = [];
  db.on('query', ({ sql }: { sql: string }) => {
    const bracket = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i.test(sql);
    const journal = /^insert into [`"]audit_|from [`"]audit_keys[`"] where [`"]owner[`"]/.test(sql);
    if (!bracket && !journal) seen.push(sql);
  });
  return () => {
    const taken = seen;
    seen = [];
    return taken;
  };
}
