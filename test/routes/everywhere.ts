import type { RouteEntry } from '../../src/http/policy.ts';
import { nameOf } from './matrix.ts';
import { addressOf, specimensFor } from './specimens.ts';
import type { World } from './world.ts';

/** An address of each route that leads to a record where it names one. */
export async function addressesOf(world: World): Promise<Map<RouteEntry, string>> {
  const addresses = new Map<RouteEntry, string>();
  for (const route of world.test.registry)
    addresses.set(route, addressOf(route.path, (await specimensFor(world, route.path))[0]?.params ?? {}));
  return addresses;
}

/** Tries every one of these routes in every way; gives what was answered otherwise than it should be. */
export async function everyRoute<Way>(
  some: readonly RouteEntry[],
  ways: readonly Way[],
  attempt: (route: RouteEntry, way: Way) => Promise<string | null>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of some)
    for (const way of ways) {
      const finding = await attempt(route, way);
      if (finding !== null) wrong.push(`${nameOf(route)}: ${JSON.stringify(way)?.slice(0, 120)}: ${finding}`);
    }
  return wrong;
}
