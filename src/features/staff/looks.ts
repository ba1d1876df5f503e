import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import type { Case } from '../cases/index.ts';

/** Every look of an official at a person's case stands in the journal, and the person can see it there. */
export async function logLook(ctx: Context, actor: Actor, record: Case, ip: string): Promise<void> {
  await ctx.audit.record({
    act: 'case.viewed',
    personId: record.applicantId,
    actorId: actor.personId,
    party: record.owner,
    subject: record.number,
    ip,
    details: { kind: record.kind, by: actor.name },
  });
}
