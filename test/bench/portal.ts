// The portal that is measured: a process of its own on fresh demo data, with twenty applications in the list. Started by `fork`;
// tells its pages once, and its memory and processor time whenever it is asked.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { loadShippedServices } from '../../src/features/catalogue/index.ts';
import { archiveWork } from '../../src/features/demo/cases/answers.ts';
import { file, fill } from '../../src/features/demo/cases/person.ts';
import { loadDemo } from '../../src/features/demo/index.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { actorOf, openSession } from '../support/cast.ts';
import type { Page, Usage } from './messages.ts';

const listed = 20;
const dataDir = mkdtempSync(path.join(tmpdir(), 'kabinet-bench-'));
// Limits are raised so far that nothing here meets them; a session lasts longer than the run.
const config = parseConfig({
  DATA_DIR: dataDir,
  PORT: '0',
  PUBLIC_URL: 'http://localhost',
  LOG_LEVEL: 'silent',
  REQUEST_LIMIT_FACTOR: '1000',
  SESSION_IDLE_MINUTES: '60',
});
const ctx = createContext(config);
await migrate(ctx.db);
await loadShippedServices(ctx);
await loadDemo(ctx, (clock) => createContext(config, { clock, db: ctx.db, log: ctx.log }));

const anna = await actorOf({ ctx }, 'anna');
const numberOf = (at: number) => `${2026 - at}`;
const slug = 'archive-reference';
const numbers: string[] = [];
for (let at = 0; at < listed; at += 1)
  numbers.push(await file(ctx, anna, { slug, pages: archiveWork(`Завод № ${at + 1}`, '1990', numberOf(at)) }));
const draft = await fill(ctx, anna, { slug, pages: { subject: archiveWork('', '', '')['subject'] ?? {} } });

const person = await openSession({ ctx }, 'anna');
const official = await openSession({ ctx }, 'sergey');
const pages: Page[] = [
  { name: 'front page', path: '/' },
  { name: 'login page', path: '/login' },
  { name: 'list of applications', path: '/applications', cookie: person },
  { name: 'card', path: `/applications/${numbers[0]}`, cookie: person },
  { name: 'form page', path: `/applications/drafts/${draft}/pages/period`, cookie: person },
  { name: 'desk queue', path: '/staff/applications', cookie: official },
];

const server = createServer(createApp(ctx).app);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ port: (server.address() as AddressInfo).port, pages });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage.rss(), cpu: user + system } satisfies Usage);
});
process.on('disconnect', () => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit();
});
