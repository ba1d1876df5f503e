// Fills the data folder of the portal that is measured: the demo, twenty applications more in the list of one person, a draft, and two
// sessions. Started by `fork` with the settings of the portal in its environment; tells the pages to measure and ends.
import { parseConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { loadShippedServices } from '../../src/features/catalogue/index.ts';
import { archiveWork } from '../../src/features/demo/cases/answers.ts';
import { file, fill } from '../../src/features/demo/cases/person.ts';
import { loadDemo } from '../../src/features/demo/index.ts';
import { createJobs } from '../../src/jobs.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { createWorker } from '../../src/platform/worker.ts';
import { actorOf, openSession } from '../support/cast.ts';
import type { Page } from './messages.ts';

const listed = 20;
const config = parseConfig(process.env);
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

// What is measured is the portal at rest, not its letters and receipts.
await createWorker({ ...ctx, timeZone: config.timeZone }, createJobs(ctx)).drain();

process.send?.(pages);
process.disconnect?.();
await ctx.db.destroy();
