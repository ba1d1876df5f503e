import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { members } from './members.ts';
import { allFacts, decideAll, expected, nameOf, printed, visit, type Line } from './matrix.ts';
import { missing, specimensFor } from './specimens.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let lines: Line[];
beforeAll(async () => {
  world = await startWorld();
  lines = await decideAll(world);
}, 600_000);
afterAll(() => world.close());

test('the running app decides for everybody as the policy of each route says', async () => {
  const facts = await allFacts(world);
  const wrong = lines.flatMap(({ route, specimen, decisions }) =>
    members.flatMap((member) => {
      const right = expected(route, specimen, facts[member]);
      const decided = decisions[member];
      return right.includes(decided)
        ? []
        : [`${nameOf(route)} for ${member}: ${decided} instead of ${right.join(', ')}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('and as it is written down: a change of policy is meant, or it is a mistake', () => {
  // Written anew by: npm run -s routes -- --matrix > test/routes/matrix.txt
  const written = readFileSync(path.join(import.meta.dirname, 'matrix.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(printed(lines)).toEqual(written);
});

describe('what belongs to others is answered exactly as what has never been', () => {
  test('to everybody but its owner, by every method', async () => {
    const facts = await allFacts(world);
    const different: string[] = [];
    let compared = 0;
    for (const { route, specimen } of lines) {
      const { owner } = specimen;
      const names = Object.keys(specimen.params).filter((name) => route.path.includes(`:${name}`));
      if (owner === null || names.length === 0) continue;
      for (const member of members.filter((one) => facts[one]?.party.id !== owner.id)) {
        const nowhere = { ...specimen, params: missing(specimen.params, names[0] ?? '') };
        const [foreign, none] = [
          await visit(world, route, member, specimen),
          await visit(world, route, member, nowhere),
        ];
        compared += 1;
        if (bare(foreign, specimen.params) !== bare(none, nowhere.params))
          different.push(`${nameOf(route)} for ${member}: ${foreign.status}, ${none.status}`);
      }
    }
    expect(compared).toBeGreaterThan(400);
    expect(different).toEqual([]);
  }, 480_000);

  test('and within a record to its owner: a file of another record is none of this one', async () => {
    const different: string[] = [];
    let compared = 0;
    for (const { route, specimen } of lines) {
      const [record = '', part] = Object.keys(specimen.params).filter((name) => route.path.includes(`:${name}`));
      if (part === undefined || part === 'page') continue;
      const all = await specimensFor(world, route.path);
      const other = all.find(({ params }) => params[record] !== specimen.params[record])?.params[part];
      if (other === undefined) continue;
      const owner = specimen.owner === null ? 'olga' : 'anna';
      const strange = { ...specimen, params: { ...specimen.params, [part]: other } };
      const nowhere = { ...specimen, params: missing(specimen.params, part) };
      const [foreign, none] = [await visit(world, route, owner, strange), await visit(world, route, owner, nowhere)];
      compared += 1;
      if (foreign.status !== 404 && route.method === 'GET') different.push(`${nameOf(route)}: ${foreign.status}`);
      if (bare(foreign, strange.params) !== bare(none, nowhere.params))
        different.push(`${nameOf(route)}: ${foreign.status}, ${none.status}`);
    }
    expect(compared).toBeGreaterThan(2);
    expect(different).toEqual([]);
  });
});

/** An answer without what differs from one request to the next, and without the address that it was an answer to. */
function bare(
  { status, headers, text }: Readonly<{ status: number; headers: Record<string, unknown>; text: string }>,
  params: Readonly<Record<string, string>>,
): string {
  const { date: _date, 'content-length': _length, 'x-reached': _reached, ...lasting } = headers;
  let body = JSON.stringify({ status, lasting, text: text.replaceAll(/name=\\?"_csrf\\?" value=\\?"[^"]*"/g, '') });
  for (const value of Object.values(params))
    body = body.replaceAll(value, '…').replaceAll(encodeURIComponent(value), '…');
  return body;
}
