import express, { type Express } from 'express';
import type { Context } from './context.ts';
import { sessionStore } from './features/accounts/index.ts';
import { applicationRoutes } from './features/applications/index.ts';
import { catalogueRoutes } from './features/catalogue/index.ts';
import { checkRoutes } from './features/check/index.ts';
import { confirmationRoutes } from './features/confirmation/index.ts';
import { demoRoutes } from './features/demo/index.ts';
import { displayRoutes } from './features/display/index.ts';
import { documentRoutes } from './features/documents/index.ts';
import { createShell, homeRoutes } from './features/home/index.ts';
import { journalRoutes } from './features/journal/index.ts';
import { messageRoutes } from './features/messages/index.ts';
import { actorOfSession, organisationRoutes, sessionWithActor } from './features/organisations/index.ts';
import { profileRoutes } from './features/profile/index.ts';
import { lateForms, signInRoutes } from './features/sign-in/index.ts';
import { staffRoutes } from './features/staff/index.ts';
import { configureApp, createMiddleware } from './http/app-middleware.ts';
import { healthRoutes } from './http/health.ts';
import type { RouteEntry } from './http/policy.ts';
import { assertEveryRouteRegistered } from './http/route-registry.ts';
import { clientOf } from './http/request-state.ts';
import { mountRoutes } from './http/routes.ts';
import { createSharedLimiter } from './http/shared-limits.ts';
import { fromAddress } from './platform/audit-origin.ts';
import { isPostgres } from './platform/db/database.ts';

/** The whole portal as one Express application, and the registry of what it answers to whom. */
export function createApp(ctx: Context): { app: Express; registry: readonly RouteEntry[] } {
  const app = express();
  configureApp(app, ctx.config.trustProxy);
  const { first, last } = createMiddleware({
    ctx,
    statics: ctx.statics,
    views: ctx.views,
    sessions: sessionStore(ctx),
    loadSession: (hash) => sessionWithActor(ctx, hash),
    loadActor: (session) => actorOfSession(ctx, session),
    shellFor: createShell(ctx),
    lateForms: lateForms(ctx),
    ...(isPostgres(ctx.db) && { limiter: createSharedLimiter(ctx.db) }),
  });
  app.use(...first);
  // Acts that are journalled in a request carry its address.
  app.use((req, _res, next) => fromAddress(clientOf(req).address, next));
  const registry = mountRoutes(app, [
    healthRoutes(ctx),
    profileRoutes(ctx),
    organisationRoutes(ctx),
    documentRoutes(ctx),
    messageRoutes(ctx),
    catalogueRoutes(ctx),
    applicationRoutes(ctx),
    signInRoutes(ctx),
    confirmationRoutes(ctx),
    staffRoutes(ctx),
    journalRoutes(ctx),
    checkRoutes(ctx),
    homeRoutes(ctx),
    displayRoutes(ctx),
    demoRoutes(ctx),
  ]);
  assertEveryRouteRegistered(app, registry);
  app.use(...last);
  return { app, registry };
}
