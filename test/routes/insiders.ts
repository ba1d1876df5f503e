import type { RouteEntry } from '../../src/http/policy.ts';
import { cast, type CastName } from '../support/cast.ts';
import type { Member } from './members.ts';

/** Somebody who may use a route, as far as its policy says. */
export function insiderOf({ policy: { who } }: RouteEntry): Member {
  if (who === 'anyone' || who === 'guest') return 'anonymous';
  if (who === 'person') return 'anna';
  const names = Object.keys(cast) as CastName[];
  const name = names.find((one) => cast[one].roles.some((role) => who.includes(role)));
  if (name === undefined) throw new Error(`nobody of the cast is ${who.join(' or ')}`);
  return name;
}

export const isUnsafeRoute = ({ method }: RouteEntry): boolean => method !== 'GET';
