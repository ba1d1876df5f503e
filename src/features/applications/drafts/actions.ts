import type { Context } from '../../../context.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findService, prefill, readPage, type PageReading, type ServiceDefinition } from '../../catalogue/index.ts';
import { applicantData } from './applicant.ts';
import { earlierAnswers } from './earlier.ts';
import { recordDraft } from './journal.ts';
import { partsOf } from './page-parts.ts';
import { differingParts, draftExpiry, isStale, mayApplyAs, type Draft } from './rules.ts';
import { removeDraft, saveEdited } from './saving.ts';
import { circumstances, serviceOfDraft } from './service.ts';
import { findDraft, insertDraft } from './store.ts';

/**
 * Begins a draft of the current version of a service for the actor's party; `fill` takes over what the portal knows of them, `from`
 * what an application of this number answered: what is known today goes before what was said then. @throws NotFound for a service that is not offered, Forbidden when it is not meant for such an applicant.
 */
export async function startDraft(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ slug: string; fill: boolean; from?: string | null }>,
): Promise<Draft> {
  const service = await findService(ctx, input.slug);
  const { definition, versionId, slug } = service;
  if (!mayApplyAs(definition.audience, actor.party)) throw new Forbidden(notForThem(definition));
  const known = input.fill ? await applicantData(ctx, actor) : {};
  const filled = prefill(definition, {}, known, circumstances(ctx, actor.party).today);
  const from = input.from ?? null;
  const earlier = from === null ? nothing : await earlierAnswers(ctx, actor, service, from);
  const now = ctx.clock.now();
  const draft: Draft = {
    id: ctx.ids.next(),
    party: actor.party,
    authorId: actor.personId,
    serviceSlug: slug,
    versionId,
    answers: { ...earlier.answers, ...filled.answers },
    origins: { ...earlier.origins, ...filled.origins },
    pageRevisions: {},
    revision: 1,
    paper: null,
    signature: null,
    createdAt: now,
    savedAt: now,
    expiresAt: draftExpiry(now, ctx.config.limits.draftDays),
  };
  await ctx.transaction(async (tx) => {
    await insertDraft(tx, draft);
    await recordDraft(tx, actor, 'draft.started', draft, { service: slug, ...(from !== null && { from }) });
  });
  return draft;
}

const nothing = { answers: {}, origins: {} };

/** `stale`: the page was saved from elsewhere meanwhile, nothing was written; `reading` holds what was typed. */
export type PageSaving = Readonly<{ kind: 'saved' | 'stale'; draft: Draft; reading: PageReading }>;

/**
 * Keeps what was entered on a page, right or wrong. A page that holds nothing new writes nothing, so that merely walking
 * through the form does not void a signature. `revision` is that of the form. @throws NotFound for an unknown page.
 */
export async function savePage(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; page: string; revision: number; body: Readonly<Record<string, unknown>> }>,
): Promise<PageSaving> {
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, input.id);
    const { service, about } = await serviceOfDraft(tx, draft);
    const reading = readPage(service.definition, input.page, draft.answers, input.body, about);
    if (reading === null) throw new NotFound();
    const { answers } = reading;
    if (differingParts(draft.answers, answers, partsOf(service.definition, input.page)).length === 0)
      return { kind: 'saved', draft, reading };
    if (isStale(draft, input.page, input.revision)) return { kind: 'stale', draft, reading };
    const pageRevisions = { ...draft.pageRevisions, [input.page]: draft.revision + 1 };
    return { kind: 'saved', draft: await saveEdited(tx, actor, { ...draft, answers, pageRevisions }), reading };
  });
}

/** «Заполнить автоматически»: fills what is still empty from the profile and the organisation. */
export async function fillDraft(ctx: Context, actor: Actor, id: string): Promise<Draft> {
  const known = await applicantData(ctx, actor);
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, id);
    const { service, about } = await serviceOfDraft(tx, draft);
    const { answers, origins } = prefill(service.definition, draft.answers, known, about.today);
    if (Object.keys(origins).length === 0) return draft;
    const touched = service.definition.pages.filter(
      (page) => differingParts(draft.answers, answers, partsOf(service.definition, page.id)).length > 0,
    );
    const pageRevisions = {
      ...draft.pageRevisions,
      ...Object.fromEntries(touched.map(({ id }) => [id, draft.revision + 1])),
    };
    return saveEdited(tx, actor, { ...draft, answers, origins: { ...draft.origins, ...origins }, pageRevisions });
  });
}

/** Deletes a draft with its files. @throws NotFound for a stranger's */
export async function discardDraft(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, id);
    await removeDraft(tx, draft);
    await recordDraft(tx, actor, 'draft.deleted', draft, { service: draft.serviceSlug });
  });
}

function notForThem({ audience }: ServiceDefinition) {
  const person = audience === 'person';
  return {
    code: 'SERVICE-AUDIENCE',
    title: person ? 'Услуга для граждан' : 'Услуга для организаций',
    explanation: person
      ? 'Эту услугу получает человек, а не организация. Перейдите в свой кабинет и подайте заявление от своего имени.'
      : 'Эту услугу получает организация. Перейдите в кабинет организации и подайте заявление от её имени.',
    way: { href: '/services', text: 'Выбрать другую услугу' },
  };
}
