import type { Party } from '../../src/platform/values/actor.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, cast, openSession, type CastName } from '../support/cast.ts';

/** Everybody for whom each route is tried: nobody signed in, the cast, and the two who may act for ООО «Ромашка». */
export type Member = 'anonymous' | CastName | 'anna@romashka' | 'boris@romashka';

export const members: readonly Member[] = [
  'anonymous',
  ...(Object.keys(cast) as CastName[]),
  'anna@romashka',
  'boris@romashka',
];

export type Facts = Readonly<{
  personId: string;
  party: Party;
  rights: 'read' | 'change';
  confirmed: boolean;
  roles: readonly string[];
}>;

function castOf(member: Exclude<Member, 'anonymous'>): [CastName, { organisation?: true }] {
  const [name, organisation] = member.split('@') as [CastName, string?];
  return [name, organisation === undefined ? {} : { organisation: true }];
}

/** The cookie of a new session; '' for nobody. */
export async function cookieOf(test: Pick<TestApp, 'ctx'>, member: Member): Promise<string> {
  return member === 'anonymous' ? '' : openSession(test, ...castOf(member));
}

/** What the account of a member is; null for nobody. */
export async function factsOf(test: Pick<TestApp, 'ctx'>, member: Member): Promise<Facts | null> {
  if (member === 'anonymous') return null;
  const { personId, party, rights, level, roles } = await actorOf(test, ...castOf(member));
  return { personId, party, rights, confirmed: level === 'confirmed', roles };
}
