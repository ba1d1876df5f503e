import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findServiceVersion } from '../../catalogue/index.ts';
import { listDrafts } from './store.ts';

/** A draft as lists show it. `title` is the short title of its service. Times in UTC ms. */
export type OpenDraft = Readonly<{ id: string; slug: string; title: string; savedAt: number; expiresAt: number }>;

/** Drafts of the open cabinet, the last saved first. */
export async function openDrafts(ctx: Context, actor: Actor, limit: number): Promise<OpenDraft[]> {
  const lines = await listDrafts(ctx, actor, limit);
  return Promise.all(
    lines.map(async ({ id, serviceSlug, versionId, savedAt, expiresAt }) => {
      const { definition } = await findServiceVersion(ctx, versionId);
      return { id, slug: serviceSlug, title: definition.shortTitle, savedAt, expiresAt };
    }),
  );
}
