import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cookieOf, factsOf, members, type Member } from './members.ts';
import { nameOf } from './matrix.ts';
import { addressOf, specimensFor } from './specimens.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 480_000);
afterAll(() => world.close());

/** Statements a page may make, session and shell included, what the journal writes for itself not. */
const usual = 6;
const others: Readonly<Record<string, number>> = { '/cabinet': 10 };

test('no page makes more statements than it may, for anybody, over any record of the demo', async () => {
  const tooMany: string[] = [];
  let counted = 0;
  for (const route of world.test.registry) {
    if (route.method !== 'GET' || route.policy.who === 'guest') continue;
    const allowed = others[route.path] ?? usual;
    const specimens = await specimensFor(world, route.path);
    for (const member of await whoMayLook(typeof route.policy.who !== 'string', route.path.includes(':'))) {
      const headers = { cookie: await cookieOf(world.test, member), 'Sec-Fetch-Site': 'same-origin' };
      for (const { params } of specimens) {
        world.statements();
        const { status } = await world.client.ask(addressOf(route.path, params), { headers });
        const made = world.statements();
        if (status === 200) counted += 1;
        if (made.length > allowed)
          tooMany.push(`${nameOf(route)} for ${member}: ${made.length}\n  ${made.join('\n  ')}`);
      }
    }
  }
  expect(counted).toBeGreaterThan(300);
  expect(tooMany).toEqual([]);
}, 480_000);

/** Records in addresses are Анна's: nobody else sees a page of them, but officials on the desk. */
async function whoMayLook(onDesk: boolean, hasRecord: boolean): Promise<Member[]> {
  if (!hasRecord) return members.filter((member) => member !== 'anonymous');
  if (!onDesk) return ['anna'];
  const all = await Promise.all(members.map(async (member) => ({ member, facts: await factsOf(world.test, member) })));
  return all.flatMap(({ member, facts }) => (facts !== null && facts.roles.length > 0 ? [member] : []));
}
