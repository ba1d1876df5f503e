import { Router, type Express, type Request, type RequestHandler, type Response } from 'express';
import { guardsOf } from './guards.ts';
import type { Handler, Method, Policy, RouteEntry } from './policy.ts';
import { assertNoShadows } from './route-registry.ts';

type Declared = RouteEntry & Readonly<{ handler: RequestHandler }>;

/** The routes of one feature: declared with their policy, mounted by `mountRoutes`. */
export type FeatureRoutes = Readonly<{
  feature: string;
  declared: readonly Declared[];
  get<Path extends string>(path: Path, policy: Policy, handler: Handler<Path>): void;
  post<Path extends string>(path: Path, policy: Policy, handler: Handler<Path>): void;
  put<Path extends string>(path: Path, policy: Policy, handler: Handler<Path>): void;
  patch<Path extends string>(path: Path, policy: Policy, handler: Handler<Path>): void;
  delete<Path extends string>(path: Path, policy: Policy, handler: Handler<Path>): void;
}>;

/** Begins the list of routes of a feature. A policy stands beside each path; its guards run before the handler. */
export function defineRoutes(feature: string): FeatureRoutes {
  const declared: Declared[] = [];
  const declare =
    (method: Method) =>
    <Path extends string>(path: Path, policy: Policy, handler: Handler<Path>) => {
      const answer = async (req: Request, res: Response) =>
        handler(req as unknown as Parameters<Handler<Path>>[0], res);
      declared.push({ method, path, policy, feature, handlerName: handler.name, handler: answer });
    };
  return {
    feature,
    declared,
    get: declare('GET'),
    post: declare('POST'),
    put: declare('PUT'),
    patch: declare('PATCH'),
    delete: declare('DELETE'),
  };
}

/**
 * Mounts the routes of all features behind the guards of their policies and returns the registry.
 * @throws for a route declared twice, hidden behind another, or with a parameter that nothing checks.
 */
export function mountRoutes(app: Express, features: readonly FeatureRoutes[]): readonly RouteEntry[] {
  const registry: RouteEntry[] = [];
  for (const { declared } of features) {
    const router = Router();
    for (const { handler, ...entry } of declared) {
      const method = entry.method.toLowerCase() as Lowercase<Method>;
      router[method](entry.path, ...guardsOf(entry), handler);
      registry.push(Object.freeze(entry));
    }
    app.use(router);
  }
  assertNoShadows(registry);
  return registry;
}
