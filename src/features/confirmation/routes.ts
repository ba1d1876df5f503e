import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { sendFile } from '../../http/file-response.ts';
import { readForm, type FieldError } from '../../http/forms.ts';
import { inspectUploads } from '../../http/inspected-uploads.ts';
import { actorOf } from '../../http/request-state.ts';
import { redirect, respond } from '../../http/respond.ts';
import { defineRoutes } from '../../http/routes.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { counted } from '../../platform/values/plural.ts';
import { dateIn } from '../../platform/values/time.ts';
import { contactsOf, findPersonWithContacts, type Contacts } from '../accounts/index.ts';
import { countAhead, type Case } from '../cases/index.ts';
import { profileFrom, readEntries } from '../profile/index.ts';
import { openRequestOf, submitConfirmation, withdrawConfirmation } from './actions.ts';
import { saveDraft } from './draft/actions.ts';
import { pickTyped, type Typed } from './draft/rules.ts';
import { findDraft, type Draft } from './draft/store.ts';
import { enteredOf, parseConsent, parseIdentity, parsePress } from './forms.ts';
import { fromProfile, refusalOf, startingPoint, withdrawnOf } from './prefill.ts';
import { latestRequest, type Request as LatestRequest } from './store.ts';
import { consentPage, formPage, statePage } from './view.ts';

export function confirmationRoutes(ctx: Context) {
  const routes = defineRoutes('confirmation');
  const { uploadBytes, filesPerRequest } = ctx.config.limits;
  const upload = { maxFiles: filesPerRequest, maxBytes: uploadBytes };
  const today = () => dateIn(ctx.clock.now(), ctx.config.timeZone);

  type Known = Readonly<{ draft: Draft | null; latest: LatestRequest | null; contacts: Contacts }>;

  async function renderForm(
    req: Request,
    res: Response,
    { draft, latest, contacts }: Known,
    typed: Typed,
    errors?: readonly FieldError[],
  ): Promise<void> {
    const model = formPage({
      entered: enteredOf(typed),
      ...(errors && { errors }),
      scans: draft?.scans ?? [],
      contacts,
      refusal: refusalOf(latest),
      withdrawn: draft === null ? withdrawnOf(latest) : null,
      uploadBytes,
    });
    await respond(req, res, 'confirmation/form', model, { status: errors ? 422 : 200 });
  }

  /** What is left of the way, when a request may not be sent now: the page that says why. */
  async function elsewhere(req: Request): Promise<boolean> {
    const actor = actorOf(req);
    return actor.level === 'confirmed' || (await openRequestOf(ctx, actor)) !== null;
  }

  async function demandContacts(actor: Actor): Promise<void> {
    if ((await contactsOf(ctx, actor.personId)).email === null) throw new Forbidden(contactsFirst);
  }

  routes.get('/confirmation', { who: 'person', owns: 'confirmation' }, async function showConfirmation(req, res) {
    const actor = actorOf(req);
    if (actor.level === 'confirmed') return respond(req, res, 'confirmation/confirmed', {});
    const latest = await latestRequest(ctx, actor);
    if (latest?.record.closedAt === null) return renderState(req, res, latest.record);
    const known = await findPersonWithContacts(ctx, actor.personId);
    const { phone, email } = known.contacts;
    if (email === null) return respond(req, res, 'confirmation/contacts', { phone });
    const draft = await findDraft(ctx, actor);
    const typed =
      startingPoint(draft, latest) ??
      fromProfile(profileFrom({ ...known, ...(await readEntries(ctx, actor.personId)) }));
    await renderForm(req, res, { draft, latest, contacts: known.contacts }, typed);
  });

  async function renderState(req: Request, res: Response, record: Case): Promise<void> {
    const model = statePage(record, await countAhead(ctx, record), ctx.clock.now(), ctx.config.timeZone);
    await respond(req, res, 'confirmation/state', model);
  }

  routes.post(
    '/confirmation',
    { who: 'person', limit: 'uploads', upload, audit: 'confirmation.drafted' },
    async function submitData(req, res) {
      const actor = actorOf(req);
      if (await elsewhere(req)) return redirect(res, '/confirmation');
      await demandContacts(actor);
      const typed = pickTyped(req.body);
      const { remove, stays } = parsePress(req.body);
      const uploads = await inspectUploads(ctx, req, { allowed: scanTypes, ...upload });
      const { draft, errors: noRoom } = await saveDraft(ctx, actor, { typed, uploads: uploads.files, remove });
      const refused = [...uploads.errors, ...noRoom].map((error) => ({ ...error, field: 'scan' }));
      const errors = stays ? refused : mistakesOf(draft, refused);
      if (errors.length > 0) {
        const known = { latest: await latestRequest(ctx, actor), contacts: await contactsOf(ctx, actor.personId) };
        return renderForm(req, res, { draft, ...known }, typed, errors);
      }
      redirect(res, stays ? '/confirmation#scan' : '/confirmation/consent');
    },
  );

  /** What keeps a draft from being sent: its answers, the files that were refused, or that there is no copy at all. */
  function mistakesOf({ typed, scans }: Draft, refused: readonly FieldError[]): readonly FieldError[] {
    const form = parseIdentity(typed, today());
    const missing = scans.length === 0 && refused.length === 0 ? [scanMissing] : [];
    return [...(form.ok ? [] : form.errors), ...refused, ...missing];
  }

  /** The finished draft, or null when something in it is still to be mended. */
  async function readyDraft(actor: Actor) {
    const draft = await findDraft(ctx, actor);
    if (!draft?.scans.length) return null;
    const form = parseIdentity(draft.typed, today());
    return form.ok ? { identity: form.value, scans: draft.scans } : null;
  }

  routes.get('/confirmation/consent', { who: 'person', owns: 'confirmation' }, async function showConsent(req, res) {
    const ready = (await elsewhere(req)) ? null : await readyDraft(actorOf(req));
    if (ready === null) return redirect(res, '/confirmation');
    await respond(req, res, 'confirmation/consent', consentPage(ready));
  });

  routes.post(
    '/confirmation/consent',
    { who: 'person', limit: 'submissions', audit: 'confirmation.sent' },
    async function submitConsent(req, res) {
      const actor = actorOf(req);
      const ready = (await elsewhere(req)) ? null : await readyDraft(actor);
      if (ready === null) return redirect(res, '/confirmation');
      await demandContacts(actor);
      const form = parseConsent(req.body);
      if (!form.ok) {
        return respond(req, res, 'confirmation/consent', consentPage(ready, form.errors), { status: 422 });
      }
      const sent = await submitConfirmation(ctx, actor, ready.identity);
      if (sent.ok) return redirect(res, '/confirmation');
      res.setHeader('Retry-After', sent.retryAfterSeconds);
      const minutes = Math.ceil(sent.retryAfterSeconds / 60);
      const errors = [
        {
          field: 'consent',
          code: 'CNF-TRIES',
          message: `Запросы можно отправлять не чаще трёх раз в час. Данные сохранены: отправьте их через ${counted(minutes, 'минуту', 'минуты', 'минут')}. Код CNF-TRIES.`,
        },
      ];
      await respond(req, res, 'confirmation/consent', consentPage(ready, errors), { status: 429 });
    },
  );

  routes.post(
    '/confirmation/withdrawal',
    { who: 'person', audit: 'confirmation.withdrawn' },
    async function submitWithdrawal(req, res) {
      await withdrawConfirmation(ctx, actorOf(req), readForm(req.body).revision());
      redirect(res, '/confirmation');
    },
  );

  routes.get(
    '/confirmation/files/:fileId',
    { who: 'person', owns: 'confirmation', limit: 'downloads' },
    async function showScan(req, res) {
      const draft = await findDraft(ctx, actorOf(req));
      const scan = draft?.scans.find(({ id }) => id === req.params.fileId);
      if (scan === undefined) throw new NotFound();
      await sendFile(req, res, scan, { inline: true });
    },
  );

  return routes;
}

const scanTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
const scanMissing = { field: 'scan', message: 'Приложите копию паспорта: страницы с фотографией и с регистрацией' };
const contactsFirst = {
  code: 'CNF-CONTACTS',
  title: 'Сначала подтвердите почту',
  explanation: 'Запрос можно отправить, когда подтверждены телефон и электронная почта: туда придёт ответ.',
  way: { href: '/settings/security/email', text: 'Подтвердить почту' },
};
