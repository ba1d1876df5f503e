// What the portal answers to whom:
//
//   npm run -s routes                     every route with its policy
//   npm run -s routes -- --matrix         every route × nobody and each member of the cast, as the running app decides with the demo's data
//   npm run -s routes -- … --json FILE    the same for programs
//
// A decision is `allow`, `refuse` (sent to the login, or forbidden) or `not found`. Records in addresses are Анна's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decideAll, nameOf, printed } from './routes/matrix.ts';
import { startWorld } from './routes/world.ts';
import { makeTemplate } from './support/template.ts';

const { values } = parseArgs({ options: { matrix: { type: 'boolean', default: false }, json: { type: 'string' } } });
const say = (lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`);

const dir = mkdtempSync(path.join(tmpdir(), 'kabinet-routes-'));
process.env['KABINET_TEST_DIR'] = dir;
try {
  await makeTemplate(path.join(dir, 'template'));
  const world = await startWorld();
  const routes = values.matrix
    ? await decideAll(world)
    : world.test.registry.map((route) => ({ route, decisions: undefined }));
  const lines = values.matrix
    ? printed(routes as Parameters<typeof printed>[0])
    : routes.map(({ route }) => `${nameOf(route)}  ${JSON.stringify(route.policy)}`);
  if (values.json === undefined) say(lines);
  else {
    const entries = routes.map(({ route: { method, path, policy, feature }, decisions }) => ({
      method,
      path,
      feature,
      policy,
      ...(decisions && { decisions }),
    }));
    writeFileSync(values.json, `${JSON.stringify(entries, null, 2)}\n`);
  }
  await world.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}
