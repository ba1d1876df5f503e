import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findCaseForStaff, moveCase, type Case, type CaseMove } from '../../cases/index.ts';
import { findServiceVersion, type Service } from '../../catalogue/index.ts';
import type { Application } from '../rules.ts';
import { applicationOfCase } from '../store.ts';

/** A case as the official's page showed it: number and revision. */
export type Shown = Readonly<{ number: string; revision: number }>;

export type Loaded = Readonly<{ record: Case; application: Application; service: Service }>;

/** The application of a case that the actor may work on. @throws NotFound for a missing one and another department's */
export async function load(tx: Context, actor: Actor, number: string): Promise<Loaded> {
  const record = await findCaseForStaff(tx, actor, 'application', number);
  const application = await applicationOfCase(tx, record.id);
  return { record, application, service: await findServiceVersion(tx, application.versionId) };
}

/** Makes a step of the case that was loaded. @throws as moveCase does */
export function step(
  tx: Context,
  actor: Actor,
  { revision }: Shown,
  { record }: Loaded,
  move: Omit<CaseMove, 'caseId' | 'revision'>,
): Promise<Case> {
  return moveCase(tx, actor, { caseId: record.id, revision, ...move });
}
