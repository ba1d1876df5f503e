import path from 'node:path';
import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { parseConfig } from '../../../src/config.ts';
import { configureApp, createMiddleware } from '../../../src/http/app-middleware.ts';
import type { HttpContext } from '../../../src/http/ports.ts';
import { assertEveryRouteRegistered } from '../../../src/http/route-registry.ts';
import { defineRoutes, mountRoutes, type FeatureRoutes } from '../../../src/http/routes.ts';
import { blanks } from '../../../src/http/pages.ts';
import { respond } from '../../../src/http/respond.ts';
import { actorOrNull, rotateSession } from '../../../src/http/session.ts';
import { loadStaticFiles } from '../../../src/http/static-files.ts';
import { createViews } from '../../../src/http/views.ts';
import { createCipher } from '../../../src/platform/encryption.ts';
import { createIds } from '../../../src/platform/ids.ts';
import { createRandom } from '../../../src/platform/random.ts';
import type { AuditEntry } from '../../../src/platform/audit.ts';
import type { FileStore } from '../../../src/platform/files/file-store.ts';
import { fakeFiles, fakeLateForms, fakeSessions, loadActor, loadSessionFrom } from './fakes.ts';

const here = path.join(import.meta.dirname, '..');
const start = Date.UTC(2026, 10, 20, 9, 0);

type Options = { env?: Record<string, string>; routes?: (routes: FeatureRoutes) => void };

/** The real middleware around the routes of a test, with ports in memory and a clock that stands still. */
export function startApp({ env = {}, routes = () => {} }: Options = {}) {
  const config = parseConfig({ LOG_LEVEL: 'info', PUBLIC_URL: 'http://localhost:3000', ...env });
  const time = { now: start };
  const clock = { now: () => time.now };
  const random = createRandom();
  const log: string[] = [];
  const audit: AuditEntry[] = [];
  const files = fakeFiles();
  const sessions = fakeSessions();
  const lateForms = fakeLateForms();
  const shell = { broken: false };
  const ctx: HttpContext = {
    config,
    clock,
    random,
    ids: createIds(clock, random),
    cipher: createCipher(config.keys, random),
    files: files as unknown as FileStore,
    audit: { record: async (entry) => void audit.push(entry) },
    log: pino({ level: config.log.level }, { write: (line: string) => void log.push(line) }),
  };
  const statics = loadStaticFiles({ root: path.join(here, 'public') });
  const views = createViews({
    root: path.join(here, 'views'),
    asset: statics.asset,
    timeZone: 'Europe/Moscow',
    cached: true,
    pageMemory: 1_000_000,
  });
  const middleware = createMiddleware({
    ctx,
    sessions,
    loadSession: loadSessionFrom(sessions),
    lateForms,
    loadActor,
    views,
    statics,
    shellFor(req) {
      if (shell.broken) throw new Error('no database');
      return { csrf: blanks.csrf, path: req.path, person: actorOrNull(req)?.name ?? '' };
    },
  });
  const app = express();
  configureApp(app, config.trustProxy);
  app.use(...middleware.first);
  const registry = mountRoutes(app, [signIn(), declared(routes)]);
  app.use(...middleware.last);
  assertEveryRouteRegistered(app, registry);
  return {
    app,
    ctx: ctx as { audit: { record: HttpContext['audit']['record'] } },
    registry,
    config,
    time,
    log,
    audit,
    files,
    sessions,
    lateForms,
    shell,
    statics,
    cipher: ctx.cipher,
    as: (who: string) => signedIn(app, who),
  };
}

function declared(declare: (routes: FeatureRoutes) => void): FeatureRoutes {
  const routes = defineRoutes('things');
  declare(routes);
  return routes;
}

/** A page with a form, and a way in for the tests that needs no password. */
function signIn(): FeatureRoutes {
  const routes = defineRoutes('sign-in');
  routes.get('/form', { who: 'anyone' }, (req, res) => respond(req, res, 'things/form', {}));
  routes.post('/enter/:who', { who: 'guest', params: { who: /^\w+$/ } }, async function submitEnter(req, res) {
    await rotateSession(req, { stage: 'full', personId: req.params.who });
    res.status(204).end();
  });
  return routes;
}

/** A browser with its own cookies, signed in as somebody of the cast. */
async function signedIn(app: Express, who: string) {
  const agent = request.agent(app).set('Sec-Fetch-Site', 'same-origin');
  await agent.post(`/enter/${who}`).expect(204);
  return agent;
}

export { request };
