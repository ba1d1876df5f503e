import type { Express } from 'express';
import type { RouteEntry } from './policy.ts';

type ListedRoute = {
  path: unknown;
  methods: string[] | undefined;
  router: { listRoutes(): ListedRoute[] } | undefined;
};

/**
 * Compares the running Express tree with the registry.
 * @throws when a route runs that is not in it, or when an entry does not say who may use it.
 */
export function assertEveryRouteRegistered(app: Express, registry: readonly RouteEntry[]): void {
  const known = new Set(registry.map(({ method, path }) => `${method} ${path}`));
  const problems = registry
    .filter(lacksPolicy)
    .map(({ method, path }) => `${method} ${path} does not say who may use it`);
  for (const route of runningRoutes(app)) {
    if (!known.has(route)) problems.push(`${route} runs without being registered`);
  }
  if (problems.length > 0) throw new Error(`routes: ${problems.join('; ')}`);
}

/** Every `METHOD /path` that the running app answers; the HEAD of a GET is not listed apart. */
export function runningRoutes(app: Express): readonly string[] {
  return walk((app.router as unknown as { listRoutes(): ListedRoute[] }).listRoutes(), '');
}

function walk(routes: readonly ListedRoute[], prefix: string): string[] {
  return routes.flatMap(({ path, methods, router }) => {
    const own = `${prefix}${path === '/' && router ? '' : String(path)}`;
    if (router) return walk(router.listRoutes(), own);
    const shown = (methods ?? []).filter((method) => method !== 'HEAD' || !methods?.includes('GET'));
    return shown.map((method) => `${method} ${own}`);
  });
}

function lacksPolicy({ policy }: RouteEntry): boolean {
  const who = (policy as Partial<RouteEntry['policy']> | undefined)?.who;
  return who === undefined || (Array.isArray(who) && who.length === 0);
}

/** @throws when a route can never be reached because an earlier one of the same method takes its address. */
export function assertNoShadows(registry: readonly RouteEntry[]): void {
  registry.forEach((later, at) => {
    const earlier = registry
      .slice(0, at)
      .find((entry) => entry.method === later.method && covers(entry.path, later.path));
    if (earlier)
      throw new Error(`routes: ${later.method} ${later.path} is hidden behind ${earlier.path}: declare it first`);
  });
}

function covers(earlier: string, later: string): boolean {
  const [one, two] = [earlier.split('/'), later.split('/')];
  return one.length === two.length && one.every((part, at) => part.startsWith(':') || part === two[at]);
}
