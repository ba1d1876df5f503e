import type { RouteEntry } from '../../../src/http/policy.ts';
import { cast, type CastName } from '../../support/cast.ts';
import type { Walker } from '../../support/every-route.ts';

/** Citizens and officials are looked at side by side, in a file of tests each. */
export function isOfficial(walker: Walker): boolean {
  return walker !== 'guest' && cast[walker.split('@')[0] as CastName].roles.length > 0;
}

/** Routes that name the roles of those who may use them. */
export function isForOfficials({ policy: { who } }: RouteEntry): boolean {
  return Array.isArray(who);
}
