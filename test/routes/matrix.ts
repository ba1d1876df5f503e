import type { RouteEntry } from '../../src/http/policy.ts';
import type { Answer } from './client.ts';
import { cookieOf, factsOf, members, type Facts, type Member } from './members.ts';
import { addressOf, specimensFor, type Specimen } from './specimens.ts';
import { reachedHeader } from './watching.ts';
import type { World } from './world.ts';

export type Decision = 'allow' | 'refuse' | 'not found';

/** A route with what the running app decided for each member, over one record: Анна's, or one of nobody's. */
export type Line = Readonly<{
  route: RouteEntry;
  specimen: Specimen;
  decisions: Readonly<Record<Member, Decision>>;
}>;

/** Tries every route as every member, each time in a session of its own, for a form may end one. */
export async function decideAll(world: World): Promise<Line[]> {
  const lines: Line[] = [];
  for (const route of world.test.registry) {
    const specimen = await bestSpecimen(world, route);
    const decisions = {} as Record<Member, Decision>;
    for (const member of members) {
      // Whoever came before may have used the record up: a draft is sent or removed only once.
      const now = route.method === 'GET' ? specimen : await renewed(world, route);
      decisions[member] = decisionOf(await visit(world, route, member, now));
    }
    lines.push({ route, specimen, decisions });
  }
  return lines;
}

/** What the policy of a route, and whose the record is, let one expect; several where both are right. */
export function expected(
  { method, policy, path }: RouteEntry,
  { owner }: Specimen,
  facts: Facts | null,
): readonly Decision[] {
  const { who } = policy;
  if (facts === null) return who === 'anyone' || who === 'guest' ? ['allow'] : ['refuse'];
  if (who === 'guest') return ['refuse'];
  if (typeof who !== 'string') {
    if (facts.roles.length === 0) return ['not found'];
    if (!who.some((role) => facts.roles.includes(role))) return ['refuse'];
  }
  if (policy.rights === 'change' && facts.rights !== 'change') return ['refuse'];
  if (policy.confirmed && !facts.confirmed) return ['refuse'];
  if (owner !== null && (owner.kind !== facts.party.kind || owner.id !== facts.party.id)) {
    // What is a person's own stays so in the cabinet of an organisation.
    const isOwn = policy.owns?.startsWith('own') === true;
    if (isOwn && owner.id === facts.personId) return ['allow'];
    // Removing what is not there is done at once, whoever had it.
    return isOwn && method !== 'GET' ? ['not found', 'allow'] : ['not found'];
  }
  // A certificate for learning bears an СНИЛС, which not everybody has.
  if (method === 'POST' && path === '/demo/keys' && !facts.confirmed) return ['refuse'];
  // What belongs to oneself and is not there, and what has no name in the address to hide.
  return path.includes(':') ? ['allow'] : ['allow', 'not found'];
}

/** Asks as a member; an unsafe request carries the revision of the record, as the page would. */
export async function visit(
  world: World,
  { method, path }: RouteEntry,
  member: Member,
  { params, revision }: Pick<Specimen, 'params' | 'revision'>,
): Promise<Answer> {
  const headers = { cookie: await cookieOf(world.test, member), 'Sec-Fetch-Site': 'same-origin', Accept: 'text/html' };
  if (method === 'GET') return world.client.ask(addressOf(path, params), { headers });
  return world.client.ask(addressOf(path, params), {
    method,
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ revision: String(revision), slug: 'earthworks-permit', party: 'person' }).toString(),
  });
}

/** A guard that stopped the request is told from a handler that answered it by the mark of the handler. */
export function decisionOf({ status, headers }: Answer): Decision {
  if (status === 404) return 'not found';
  if (status === 403) return 'refuse';
  if (status >= 500) throw new Error(`a route answered ${status}`);
  return headers[reachedHeader] === undefined ? 'refuse' : 'allow';
}

/** The record for which the best can be expected: the first that the page shows its owner, else the first. */
async function bestSpecimen(world: World, route: RouteEntry): Promise<Specimen> {
  const found = await specimensFor(world, route.path);
  const [first = { params: {}, owner: null, revision: 1 }] = found;
  if (route.method !== 'GET' || found.length < 2) return first;
  const staff = Array.isArray(route.policy.who);
  for (const specimen of found) {
    const { status } = await visit(world, route, staff ? 'olga' : 'anna', specimen);
    if (status < 300) return specimen;
  }
  return first;
}

/** A record as if nobody had come before: whoever leads a case keeps others from it. */
async function renewed(world: World, route: RouteEntry): Promise<Specimen> {
  if (route.path.startsWith('/staff/'))
    await world.test.ctx.db('cases').update({ assignee_id: null, assignee_sealed: null });
  return bestSpecimen(world, route);
}

/** The facts of all members, by name. */
export async function allFacts(world: World): Promise<Record<Member, Facts | null>> {
  const facts = {} as Record<Member, Facts | null>;
  for (const member of members) facts[member] = await factsOf(world.test, member);
  return facts;
}

/** The matrix as lines of text: a column for each member. */
export function printed(lines: readonly Line[]): string[] {
  const widths = members.map((member) => Math.max(member.length, 9));
  const width = Math.max(...lines.map(({ route }) => nameOf(route).length));
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [
    row('', members),
    ...lines.map(({ route, decisions }) =>
      row(
        nameOf(route),
        members.map((member) => decisions[member]),
      ),
    ),
  ];
}

export function nameOf({ method, path }: RouteEntry): string {
  return `${method.padEnd(4)} ${path}`;
}
