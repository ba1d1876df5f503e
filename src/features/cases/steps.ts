import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import type { Case, Reason, Step } from './records.ts';
import type { Mover } from './rules.ts';

type StepInput = Readonly<{
  revision: number;
  from: string | null;
  to: string;
  at: number;
  reason?: Reason | undefined;
  public?: boolean | undefined;
}>;

/** The step as it will be stored: who made it in which capacity, by name. */
export function stepOf(tx: Context, actor: Actor | null, mover: Mover, step: StepInput): Step {
  const actorName = mover === 'applicant' ? actor?.partyName : actor?.name;
  return {
    id: tx.ids.next(),
    revision: step.revision,
    at: step.at,
    from: step.from,
    to: step.to,
    mover,
    actorId: actor?.personId ?? null,
    actorName: actorName ?? 'Портал',
    reason: step.reason ?? null,
    public: step.public ?? true,
  };
}

/** Enters an act on a case into the journal, visible to its applicant. */
export async function journal(
  tx: Context,
  actor: Actor | null,
  record: Case,
  act: string,
  details: object,
): Promise<void> {
  await tx.audit.record({
    act,
    personId: record.applicantId,
    actorId: actor?.personId ?? null,
    party: record.owner,
    subject: record.number,
    details: { kind: record.kind, ...details },
  });
}
