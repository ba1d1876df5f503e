import type { Context } from '../../context.ts';
import { sendBytes } from '../../http/file-response.ts';
import { actorOf } from '../../http/request-state.ts';
import { respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { createPdf } from '../../platform/pdf/index.ts';
import { dateIn } from '../../platform/values/time.ts';
import { findPerson, fullName } from '../accounts/index.ts';
import { noteDownload } from './actions.ts';
import { parseJournal } from './forms.ts';
import { linesOf } from './lines.ts';
import { journalPaper } from './paper.ts';
import { listEntries } from './store.ts';
import { journalPage, pageSize } from './view.ts';

/** As many entries as a paper holds: some twenty pages. */
const paperSize = 500;

/** «Журнал действий»: every act on the person's own data, in whatever cabinet. */
export function journalRoutes(ctx: Context) {
  const routes = defineRoutes('journal');
  const { timeZone, region } = ctx.config;

  routes.get('/journal', { who: 'person', owns: 'own journal' }, async function showJournal(req, res) {
    const actor = actorOf(req);
    const query = parseJournal(req.query, timeZone);
    const found = await listEntries(ctx, actor, query.filter, { after: query.after, limit: pageSize + 1 });
    const entries = found.slice(0, pageSize);
    const next = found.length > pageSize ? (entries.at(-1) ?? null) : null;
    const lines = await linesOf(ctx, actor, entries);
    const page = journalPage({ query, lines, next, timeZone });
    await respond(req, res, 'journal/index', page, { fragments: ['journal-list'] });
  });

  routes.get(
    '/journal/file',
    { who: 'person', owns: 'own journal', limit: 'downloads', audit: 'journal.downloaded' },
    async function showPaper(req, res) {
      const actor = actorOf(req);
      const { filter } = parseJournal(req.query, timeZone);
      const found = await listEntries(ctx, actor, filter, { after: null, limit: paperSize + 1 });
      const lines = await linesOf(ctx, actor, found.slice(0, paperSize));
      const owner = fullName(await findPerson(ctx, actor.personId));
      const now = ctx.clock.now();
      const cut = found.length > paperSize;
      const paper = await createPdf(journalPaper({ region, owner, filter, lines, cut, now, zone: timeZone }));
      await noteDownload(ctx, actor, lines.length);
      sendBytes(req, res, paper, { name: `Журнал действий ${dateIn(now, timeZone)}.pdf`, type: 'application/pdf' });
    },
  );

  return routes;
}
