import type { Context } from '../../../context.ts';
import { cleanFileName } from '../../../platform/file-inspection/index.ts';
import { createPdf } from '../../../platform/pdf/index.ts';
import type { StoredFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { summaryOf, type Problem } from '../../catalogue/index.ts';
import type { Draft } from '../drafts/rules.ts';
import { findDraft, freezeRevision } from '../drafts/store.ts';
import { applicantOf } from './applicant.ts';
import { applicationPaper, paperFrame } from './paper.ts';
import { assertMaySend, readinessOf, type Readiness } from './readiness.ts';

/** `incomplete`: everything that is missing; `obstructed`: it cannot be sent whatever the answers are. */
export type Freezing =
  | Readonly<{ kind: 'frozen'; draft: Draft }>
  | Readonly<{ kind: 'incomplete'; problems: readonly Problem[] }>
  | Readonly<{ kind: 'obstructed'; code: string; words: string }>;

/**
 * «Подписать»: renders the answers into the paper to be signed and binds it to this revision of the draft. Pressed again, it
 * gives the same paper. @throws Forbidden for an account that is not confirmed, NotFound for a stranger's draft.
 */
export async function freezePaper(ctx: Context, actor: Actor, id: string): Promise<Freezing> {
  assertMaySend(actor);
  const draft = await findDraft(ctx, actor, id);
  const ready = await readinessOf(ctx, draft);
  if (ready.obstacle !== null) return { kind: 'obstructed', ...ready.obstacle };
  if (ready.problems.length > 0) return { kind: 'incomplete', problems: ready.problems };
  if (draft.paper !== null) return { kind: 'frozen', draft };
  const at = ctx.clock.now();
  const stored = await renderPaper(ctx, actor, draft, ready, at);
  return ctx.transaction(async (tx) => {
    const frozen = await freezeRevision(tx, draft, { fileId: stored.id, frozenAt: at });
    if (frozen) {
      await tx.files.keep(stored, paperMeta(ready));
      await tx.audit.record({
        act: 'application.frozen',
        personId: actor.personId,
        actorId: actor.personId,
        party: draft.party,
        subject: draft.id,
        details: { sha256: stored.sha256 },
      });
    }
    return { kind: 'frozen', draft: await findDraft(tx, actor, id) };
  });
}

/** Renders the paper and puts it on the disk; no row knows it yet. */
export async function renderPaper(
  ctx: Context,
  actor: Actor,
  draft: Draft,
  ready: Readiness,
  at: number,
): Promise<StoredFile> {
  const { definition, version } = ready.service;
  const { paper: applicant } = await applicantOf(ctx, actor);
  const titles = new Map(ready.documents.map(({ rule }) => [rule.id, rule.title]));
  const model = applicationPaper({
    frame: paperFrame(ctx.config),
    service: { title: definition.title, number: definition.number, version, department: definition.department.name },
    applicant,
    sections: summaryOf(definition, draft.answers, ready.about),
    files: ready.files.map(({ documentId, name, size, sha256 }) => ({
      document: titles.get(documentId) ?? 'Документ',
      name,
      size,
      sha256,
    })),
    at,
  });
  return ctx.files.store(await createPdf(model));
}

/** Under what name and type the paper is kept. */
export function paperMeta({ service }: Pick<Readiness, 'service'>): { name: string; type: string } {
  return { name: cleanFileName(`Заявление. ${service.definition.shortTitle}`, 'pdf'), type: 'application/pdf' };
}
