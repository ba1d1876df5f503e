import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { moveCase, type Case, type CaseMove } from '../../cases/index.ts';
import { findServiceVersion, type Service } from '../../catalogue/index.ts';
import type { Application } from '../rules.ts';
import { findSentForStaff } from '../sent/store.ts';

/** A case as the official's page showed it: number and revision. */
export type Shown = Readonly<{ number: string; revision: number }>;

export type InHand = Readonly<{ record: Case; application: Application; service: Service }>;

/** The application of a case that the actor may work on. @throws NotFound for a missing one and another department's */
export async function applicationInHand(tx: Context, actor: Actor, number: string): Promise<InHand> {
  const { record, application } = await findSentForStaff(tx, actor, number);
  return { record, application, service: await findServiceVersion(tx, application.versionId) };
}

/** Makes a step of the case that was loaded. @throws as moveCase does */
export function step(
  tx: Context,
  actor: Actor,
  { revision }: Shown,
  { record }: InHand,
  move: Omit<CaseMove, 'caseId' | 'revision'>,
): Promise<Case> {
  return moveCase(tx, actor, { caseId: record.id, revision, ...move });
}
