import { hash } from 'node:crypto';
import request from 'supertest';
import { findPersonByLogin, sessionStore, type Person } from '../../src/features/accounts/index.ts';
import { cast, demoPassword, type CastName } from '../../src/features/demo/cast.ts';
import { membershipsOf } from '../../src/features/organisations/index.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { actorOfSession } from '../../src/features/organisations/index.ts';
import type { TestApp } from './app.ts';

export { cast, demoPassword, type CastName };

export type Browser = ReturnType<typeof request.agent>;

/** A browser without session; it sends what a real one sends from a page of ours. */
export function visitor({ app }: Pick<TestApp, 'app'>): Browser {
  return request.agent(app).set('Sec-Fetch-Site', 'same-origin').redirects(0);
}

export async function personOf({ ctx }: Pick<TestApp, 'ctx'>, name: CastName): Promise<Person> {
  const person = await findPersonByLogin(ctx, { kind: 'phone', value: cast[name].phone });
  if (person === null) throw new Error(`${name} is not in the database`);
  return person;
}

type As = Readonly<{ organisation?: true }>;

/** The actor that a member of the cast is, in their own cabinet or in that of ООО «Ромашка». */
export async function actorOf(test: Pick<TestApp, 'ctx'>, name: CastName, { organisation }: As = {}): Promise<Actor> {
  const person = await personOf(test, name);
  const [membership] = organisation ? await membershipsOf(test.ctx, person.id) : [];
  const party = membership === undefined ? null : { kind: 'organisation' as const, id: membership.organisation.id };
  const actor = await actorOfSession(test.ctx, { personId: person.id, party });
  if (actor === null) throw new Error(`${name} may not act`);
  return actor;
}

/** A browser in which a member of the cast is signed in. The session is put into the store; the ways in have tests of their own. */
export async function signIn(test: TestApp, name: CastName, as: As = {}): Promise<Browser> {
  return visitor(test).set('Cookie', await openSession(test, name, as));
}

/** The cookie of a new session of a member of the cast. */
export async function openSession(test: Pick<TestApp, 'ctx'>, name: CastName, as: As = {}): Promise<string> {
  const { ctx } = test;
  const { personId, party } = await actorOf(test, name, as);
  const raw = ctx.random.bytes(16).toString('base64url');
  const now = ctx.clock.now();
  await sessionStore(ctx).create(
    {
      id: ctx.ids.next(),
      stage: 'full',
      personId,
      party: party.kind === 'organisation' ? party : null,
      deviceId: null,
      startedAt: now,
      usedAt: now,
      idleMs: null,
      steppedUpAt: null,
    },
    hash('sha256', raw, 'hex'),
    { address: '127.0.0.1', userAgent: 'test' },
  );
  return `kabinet=${raw}`;
}
