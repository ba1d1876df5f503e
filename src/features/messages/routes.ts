import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { sendFile } from '../../http/file-response.ts';
import type { Entered, FieldError } from '../../http/forms.ts';
import { idParam } from '../../http/params.ts';
import { actorOf } from '../../http/request-state.ts';
import { redirect, respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { archiveMessages, markRead, replyToMessage } from './actions.ts';
import { parseReply, parseSelection } from './forms.ts';
import { readTab, type MessageTab } from './rules.ts';
import { filesOf, findMessage, listMessages, repliesOf } from './store.ts';
import { addressOf, listPage, messagePage, pageSize } from './view.ts';

type Failure = Readonly<{ errors: readonly FieldError[]; entered: Entered }>;

export function messageRoutes(ctx: Context) {
  const routes = defineRoutes('messages');
  const { timeZone } = ctx.config;

  async function renderList(req: Request, res: Response, tab: MessageTab, failure?: Failure): Promise<void> {
    const { before } = req.query;
    const cursor = typeof before === 'string' && idParam.test(before) ? { before } : {};
    const messages = await listMessages(ctx, actorOf(req), { tab, ...cursor, limit: pageSize + 1 });
    const model = { ...listPage(messages, tab, timeZone), errors: failure?.errors ?? [] };
    await respond(req, res, 'messages/index', model, { status: failure ? 422 : 200, fragments: ['messages-list'] });
  }

  async function renderMessage(req: Request, res: Response, id: string, failure?: Failure): Promise<void> {
    const message = await findMessage(ctx, actorOf(req), id);
    if (message.readAt === null) await markRead(ctx, actorOf(req), [id]);
    const model = {
      ...messagePage(message, await repliesOf(ctx, id), await filesOf(ctx, id), timeZone),
      mayReply: actorOf(req).rights === 'change',
      errors: failure?.errors ?? [],
      entered: failure?.entered ?? {},
    };
    await respond(req, res, 'messages/message', model, { status: failure ? 422 : 200 });
  }

  routes.get('/messages', { who: 'person' }, async function showMessages(req, res) {
    await renderList(req, res, readTab(req.query['tab']));
  });

  routes.post(
    '/messages/selection',
    { who: 'person', rights: 'change', audit: 'message.selection' },
    async function submitSelection(req, res) {
      const form = parseSelection(req.body);
      if (!form.ok)
        return renderList(req, res, readTab((req.body as Record<string, unknown> | undefined)?.['tab']), form);
      const { ids, act, tab } = form.value;
      if (act === 'read') await markRead(ctx, actorOf(req), ids);
      else await archiveMessages(ctx, actorOf(req), ids, act === 'archive');
      redirect(res, addressOf(tab));
    },
  );

  routes.get(
    '/messages/:id',
    { who: 'person', owns: 'message', audit: 'message.read' },
    async function showMessage(req, res) {
      await renderMessage(req, res, req.params.id);
    },
  );

  routes.get(
    '/messages/:id/files/:fileId',
    { who: 'person', owns: 'message', limit: 'downloads' },
    async function showFile(req, res) {
      await findMessage(ctx, actorOf(req), req.params.id);
      const file = (await filesOf(ctx, req.params.id)).find(({ id }) => id === req.params.fileId);
      if (file === undefined) throw new NotFound();
      await sendFile(req, res, file);
    },
  );

  routes.post(
    '/messages/:id/replies',
    { who: 'person', rights: 'change', limit: 'submissions', owns: 'message', audit: 'message.answered' },
    async function submitReply(req, res) {
      const form = parseReply(req.body);
      if (!form.ok) return renderMessage(req, res, req.params.id, form);
      await replyToMessage(ctx, actorOf(req), { id: req.params.id, text: form.value.text });
      redirect(res, `/messages/${req.params.id}#replies`);
    },
  );

  routes.post(
    '/messages/:id/archive',
    { who: 'person', rights: 'change', owns: 'message', audit: 'message.archived' },
    async function submitArchive(req, res) {
      const message = await findMessage(ctx, actorOf(req), req.params.id);
      await archiveMessages(ctx, actorOf(req), [message.id], message.archivedAt === null);
      redirect(res, '/messages');
    },
  );

  return routes;
}
