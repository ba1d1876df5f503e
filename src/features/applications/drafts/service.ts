import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { dateIn } from '../../../platform/values/time.ts';
import type { Party } from '../../../platform/values/actor.ts';
import { findService, findServiceVersion, type Circumstances, type Service } from '../../catalogue/index.ts';
import type { Draft } from './rules.ts';

/** Whether a draft's version is the one that is offered now, an older one, or of a service that is offered no more. */
export type VersionState = 'current' | 'older' | 'withdrawn';

export type DraftService = Readonly<{ service: Service; about: Circumstances; version: VersionState }>;

/**
 * What a form depends on besides the answers: the day in the portal's zone, and who applies. What was sent keeps the day of
 * its sending: a date that lay ahead then must not turn wrong while the department works.
 */
export function circumstances(
  { clock, config }: Pick<Context, 'clock' | 'config'>,
  party: Party,
  at = clock.now(),
): Circumstances {
  return { today: dateIn(at, config.timeZone), applicant: party.kind };
}

/** The service of a draft in the version it was begun with, and how that version stands today. */
export async function serviceOfDraft(
  ctx: Context,
  draft: Pick<Draft, 'party' | 'serviceSlug' | 'versionId'>,
): Promise<DraftService> {
  const service = await findServiceVersion(ctx, draft.versionId);
  const offered = await offeredService(ctx, draft.serviceSlug);
  const version = offered === null ? 'withdrawn' : offered.versionId === draft.versionId ? 'current' : 'older';
  return { service, about: circumstances(ctx, draft.party), version };
}

/** The current version of a service, or null when it is offered no more. */
export async function offeredService(ctx: Context, slug: string): Promise<Service | null> {
  try {
    return await findService(ctx, slug);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
