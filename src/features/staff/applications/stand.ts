import type { Context } from '../../../context.ts';
import { Conflict, Forbidden } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { applicationKind, mayLead, moverOf, nextMoves, type ApplicationStatus, type Case } from '../../cases/index.ts';
import { findMembership, membershipsOf } from '../../organisations/index.ts';

/** What the official may do with a case now; `why` says in words why not, when nothing. */
export type Stand = Readonly<{ moves: readonly ApplicationStatus[]; mayAssign: boolean; why: string | null }>;

/**
 * What the actor may do with a case: nothing in their own, in that of an organisation they belong to, where somebody else
 * leads it, and when they only look on.
 */
export async function standOf(ctx: Context, actor: Actor, record: Case): Promise<Stand> {
  return standIn(ctx, actor, record, await belongsTo(ctx, actor, record));
}

/** The same when it is known whether the official belongs to the organisation that applies. */
export function standIn(ctx: Pick<Context, 'clock'>, actor: Actor, record: Case, belongs: boolean): Stand {
  const none = (why: string | null): Stand => ({ moves: [], mayAssign: false, why });
  if (isOwn(record, actor) || belongs) return none(conflictOfInterest.explanation);
  if (moverOf(applicationKind, record, actor) !== 'official')
    return none('Вы можете только смотреть: решают специалисты и руководитель отдела.');
  if (!mayLead(record, actor))
    return none(
      `Дело ведёт ${record.assigneeName ?? 'другой сотрудник'}. Решает тот, кто ведёт дело, или руководитель отдела.`,
    );
  const facts = { now: ctx.clock.now(), answerDueAt: record.answerDueAt };
  const moves = nextMoves(applicationKind, record.status, 'official', facts) as ApplicationStatus[];
  return { moves, mayAssign: record.closedAt === null && record.assigneeId !== actor.personId, why: null };
}

/** @throws Forbidden for an official who has an interest of their own in the case */
export async function forbidOwnInterest(ctx: Context, actor: Actor, record: Case): Promise<void> {
  if (isOwn(record, actor) || (await belongsTo(ctx, actor, record))) throw new Forbidden(conflictOfInterest);
}

/** The organisations whose cases the actor must leave to others. */
export async function ownOrganisations(ctx: Context, { personId }: Actor): Promise<string[]> {
  return (await membershipsOf(ctx, personId)).map(({ organisation }) => organisation.id);
}

/** Gives a conflict of a simple act the way back to the case. */
export async function orReopen<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const { code, title, explanation } = error;
    throw new Conflict({ code, title, explanation, way: { href: path, text: 'Открыть дело заново' } });
  }
}

function isOwn({ applicantId, owner }: Case, { personId, party }: Actor): boolean {
  return applicantId === personId || (owner.kind === party.kind && owner.id === party.id);
}

async function belongsTo(ctx: Context, { personId }: Actor, { owner }: Case): Promise<boolean> {
  return owner.kind === 'organisation' && (await findMembership(ctx, personId, owner.id)) !== null;
}

const conflictOfInterest = {
  code: 'STAFF-OWN-CASE',
  title: 'Это дело решает другой сотрудник',
  explanation:
    'Вы заявитель в этом деле или представляете организацию, которая его подала. Решать его должен другой сотрудник.',
};
