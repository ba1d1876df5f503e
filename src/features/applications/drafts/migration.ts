import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findService, migrateAnswers, type Dropped } from '../../catalogue/index.ts';
import { recordDraft } from './journal.ts';
import type { Draft } from './rules.ts';
import { saveEdited } from './saving.ts';
import { serviceOfDraft } from './service.ts';
import { findDraft } from './store.ts';

/**
 * Brings a draft to the version that is offered now. Tells what could not be taken over, and which documents are no longer
 * asked for; their files stay until the person removes them. @throws Conflict when there is no newer version.
 */
export async function moveToCurrentVersion(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<Readonly<{ draft: Draft; dropped: readonly Dropped[]; documents: readonly string[] }>> {
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, id);
    const { service, about, version } = await serviceOfDraft(tx, draft);
    if (version !== 'older') throw new Conflict();
    const current = await findService(tx, draft.serviceSlug);
    const { answers, dropped, documents } = migrateAnswers(
      service.definition,
      current.definition,
      draft.answers,
      about.today,
    );
    const everyPage = Object.fromEntries(current.definition.pages.map((page) => [page.id, draft.revision + 1]));
    const moved = await saveEdited(tx, actor, {
      ...draft,
      versionId: current.versionId,
      answers,
      pageRevisions: everyPage,
    });
    await recordDraft(tx, actor, 'draft.migrated', moved, { from: service.version, to: current.version });
    return { draft: moved, dropped, documents };
  });
}
