import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { takeApplication, type Shown } from '../../applications/index.ts';
import { assignCase, findCaseForStaff, type Case } from '../../cases/index.ts';

/** Takes a case: one that waits for the department goes to work, one in work changes hands. @throws as moveCase does */
export async function takeOrAssign(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  const record = await findCaseForStaff(ctx, actor, 'application', shown.number);
  if (record.status === 'submitted' || record.status === 'documents_received')
    return takeApplication(ctx, actor, shown);
  const assignee = { id: actor.personId, name: actor.name };
  return ctx.transaction((tx) => assignCase(tx, actor, { caseId: record.id, revision: shown.revision, assignee }));
}
