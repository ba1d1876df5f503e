import type { Context } from '../../context.ts';
import { defineRoutes, type FeatureRoutes } from '../../http/routes.ts';
import { emailRoutes } from './email/routes.ts';
import { factorRoutes } from './factors/routes.ts';
import { idleTimeRoutes } from './idle-time/routes.ts';
import { lateFormRoutes } from './late-forms/routes.ts';
import { leavingRoutes } from './leaving/routes.ts';
import { loginRoutes } from './login/routes.ts';
import { newPasswordRoutes } from './new-password/routes.ts';
import { registrationRoutes } from './registration/routes.ts';
import { secondStepRoutes } from './second-step/routes.ts';
import { securityRoutes } from './security/routes.ts';

/** Every way in and out, and what one decides about it. */
export function signInRoutes(ctx: Context): FeatureRoutes {
  const routes = defineRoutes('sign-in');
  registrationRoutes(routes, ctx);
  emailRoutes(routes, ctx);
  loginRoutes(routes, ctx);
  secondStepRoutes(routes, ctx);
  newPasswordRoutes(routes, ctx);
  leavingRoutes(routes, ctx);
  lateFormRoutes(routes, ctx);
  securityRoutes(routes, ctx);
  idleTimeRoutes(routes, ctx);
  factorRoutes(routes, ctx);
  return routes;
}
