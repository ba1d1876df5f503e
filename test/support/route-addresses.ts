import type { RouteEntry } from '../../src/http/policy.ts';

/** Gives the route that answers an address (path and query), or null. */
export type Matcher = (address: string) => RouteEntry | null;

export function matcher(routes: readonly RouteEntry[]): Matcher {
  const patterns = routes.map((route) => [patternOf(route.path), route] as const);
  return (address) => {
    const [path = ''] = address.split('?');
    return patterns.find(([pattern]) => pattern.test(path))?.[1] ?? null;
  };
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('/')}$`, 'u');
}

/**
 * Addresses for a route that nothing leads to: `/applications/:number/answer` gets the numbers seen in
 * `/applications/44-2026-000123-7`. A parameter that stands nowhere gives no address.
 */
export function assign(path: string, known: readonly string[], match: Matcher): string[] {
  const parts = path.split('/');
  const last = parts.findLastIndex((part) => part.startsWith(':'));
  const heads = new Set<string>();
  for (const address of known) {
    const given = (address.split('?')[0] ?? '').split('/');
    const route = match(address)?.path.split('/') ?? [];
    const fits = parts.slice(0, last + 1).every((part, at) => part === route[at]);
    if (fits) heads.add(given.slice(0, last + 1).join('/'));
  }
  return [...heads].map((head) => [head, ...parts.slice(last + 1)].join('/'));
}
