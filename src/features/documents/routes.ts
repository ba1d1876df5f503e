import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { sendFile } from '../../http/file-response.ts';
import type { Entered, FieldError } from '../../http/forms.ts';
import { inspectUploads } from '../../http/inspected-uploads.ts';
import { idParam } from '../../http/params.ts';
import { actorOf } from '../../http/request-state.ts';
import { redirect, respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import { uploadDocument } from './actions.ts';
import { parseUpload } from './forms.ts';
import { documentTypes } from './rules.ts';
import { findDocument, listDocuments } from './store.ts';
import { documentPage, kindsOf, listPage, pageSize, readTab } from './view.ts';

type Failure = Readonly<{ errors: readonly FieldError[]; entered: Entered }>;

export function documentRoutes(ctx: Context) {
  const routes = defineRoutes('documents');
  const { timeZone, publicUrl, limits } = ctx.config;
  const upload = { maxFiles: 1, maxBytes: limits.uploadBytes };

  async function renderUpload(req: Request, res: Response, failure?: Failure): Promise<void> {
    const model = {
      types: Object.entries(documentTypes).map(([value, text]) => ({ value, text })),
      limits: `PDF, JPG или PNG, до ${formatFileSize(limits.uploadBytes)}.`,
      errors: failure?.errors ?? [],
      entered: failure?.entered ?? {},
    };
    await respond(req, res, 'documents/new', model, { status: failure ? 422 : 200 });
  }

  routes.get('/documents', { who: 'person' }, async function showDocuments(req, res) {
    const tab = readTab(req.query['tab']);
    const kinds = kindsOf(tab);
    const { before } = req.query;
    const documents = await listDocuments(ctx, actorOf(req), {
      ...(kinds && { kinds }),
      ...(typeof before === 'string' && idParam.test(before) && { before }),
      limit: pageSize + 1,
    });
    const files = await ctx.files.findMany(documents.map(({ fileId }) => fileId));
    const model = { ...listPage(documents, files, tab, timeZone), mayAdd: actorOf(req).rights === 'change' };
    await respond(req, res, 'documents/index', model, { fragments: ['documents-list'] });
  });

  routes.get('/documents/new', { who: 'person', rights: 'change' }, async function showUpload(req, res) {
    await renderUpload(req, res);
  });

  routes.post(
    '/documents',
    { who: 'person', rights: 'change', limit: 'uploads', upload, audit: 'document.uploaded' },
    async function submitUpload(req, res) {
      const form = parseUpload(req.body);
      const { files, errors } = await inspectUploads(ctx, req, {
        allowed: ['application/pdf', 'image/jpeg', 'image/png'],
        maxBytes: upload.maxBytes,
        maxFiles: upload.maxFiles,
      });
      const [file] = files;
      const missing = file === undefined && errors.length === 0 ? [{ field: 'file', message: 'Выберите файл' }] : [];
      const fileErrors = [...errors.map((error) => ({ ...error, field: 'file' })), ...missing];
      if (!form.ok || file === undefined || fileErrors.length > 0) {
        const entered = (form.ok ? form.value : form.entered) as Entered;
        return renderUpload(req, res, { errors: [...(form.ok ? [] : form.errors), ...fileErrors], entered });
      }
      const title = form.value.title || file.name;
      const document = await uploadDocument(ctx, actorOf(req), {
        ...form.value,
        title,
        stored: file.stored,
        name: file.name,
        mediaType: file.type,
      });
      redirect(res, `/documents/${document.id}`);
    },
  );

  routes.get('/documents/:id', { who: 'person', owns: 'document' }, async function showDocument(req, res) {
    const document = await findDocument(ctx, actorOf(req), req.params.id);
    const file = await ctx.files.find(document.fileId);
    await respond(req, res, 'documents/document', documentPage(document, file, publicUrl, timeZone));
  });

  routes.get(
    '/documents/:id/file',
    { who: 'person', owns: 'document', limit: 'downloads' },
    async function showFile(req, res) {
      const document = await findDocument(ctx, actorOf(req), req.params.id);
      const file = await ctx.files.find(document.fileId);
      await sendFile(req, res, file, { inline: req.query['download'] === undefined });
    },
  );

  return routes;
}
