import type { Context } from '../../context.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { searchText } from '../../platform/values/search-text.ts';
import type { KindCode } from './kinds/list.ts';
import { changingColumns, lastingColumns, toCase, type Case, type CaseRow, type Step } from './records.ts';
import { isVisibleToStaff } from './visibility.ts';

type StepRow = {
  id: string;
  revision: number;
  at: number;
  from_status: string | null;
  to_status: string;
  mover: Step['mover'];
  actor_id: string | null;
  actor_sealed: string;
  reason_code: string | null;
  reason_sealed: string | null;
  public: number;
};

/** What a surname is searched by: equality only, since names are encrypted. */
export function surnameBlind({ cipher }: Pick<Context, 'cipher'>, surname: string): string {
  return cipher.blind('cases.surname', searchText(surname));
}

export async function insertCase(tx: Context, record: Case, surname: string): Promise<void> {
  const columns = { ...lastingColumns(tx, record), ...changingColumns(tx, record) };
  await tx.db('cases').insert({ ...columns, surname_blind: surnameBlind(tx, surname) });
}

/** Writes a changed case over exactly the revision it came from. @throws Conflict when somebody was faster. */
export async function updateCase(tx: Context, record: Case): Promise<void> {
  const columns = changingColumns(tx, record);
  const updated = await tx
    .db('cases')
    .where({ id: record.id, revision: record.revision - 1 })
    .update(columns);
  if (updated !== 1) throw new Conflict();
}

/** Adds a step. There is deliberately no way to change or remove one. */
export async function insertStep(tx: Context, caseId: string, step: Step): Promise<void> {
  const { cipher } = tx;
  await tx.db('case_steps').insert({
    id: step.id,
    case_id: caseId,
    revision: step.revision,
    at: step.at,
    from_status: step.from,
    to_status: step.to,
    mover: step.mover,
    actor_id: step.actorId,
    actor_sealed: cipher.seal('case_steps.actor', step.id, step.actorName),
    reason_code: step.reason?.code ?? null,
    reason_sealed: step.reason === null ? null : cipher.seal('case_steps.reason', step.id, step.reason.text),
    public: step.public ? 1 : 0,
  });
}

const allSteps = prepared<{ caseId: string }, StepRow>((db, { caseId }) =>
  db('case_steps').where({ case_id: caseId }).orderBy('revision').select(),
);
const publicSteps = prepared<{ caseId: string }, StepRow>((db, { caseId }) =>
  db('case_steps').where({ case_id: caseId, public: 1 }).orderBy('revision').select(),
);

/** The steps of a case, oldest first; the applicant sees the public ones. */
export async function stepsOf(ctx: Context, caseId: string, { all = false } = {}): Promise<Step[]> {
  const rows = await (all ? allSteps : publicSteps)(ctx.db, { caseId });
  return rows.map((row) => toStep(ctx, row));
}

/** A case by its id, for verbs; rights are decided over the record. @throws NotFound */
export async function caseById(ctx: Context, id: string): Promise<Case> {
  return found(ctx, await ctx.db('cases').where({ id }).first());
}

/** A case of the party that the actor acts for. @throws NotFound for a missing or another's one */
export async function findOwnCase(ctx: Context, actor: Actor, number: string): Promise<Case> {
  const owner = { owner_kind: actor.party.kind, owner_id: actor.party.id };
  return found(
    ctx,
    await ctx
      .db('cases')
      .where({ number, ...owner })
      .first(),
  );
}

/** A case that the actor may work on as an official, or look at. @throws NotFound for a missing one and another department's */
export async function findCaseForStaff(ctx: Context, actor: Actor, kind: KindCode, number: string): Promise<Case> {
  const record = found(ctx, await ctx.db('cases').where({ number, kind }).first());
  if (!isVisibleToStaff(record, actor)) throw new NotFound();
  return record;
}

/** Cases that have been in a status since before a moment (UTC ms), oldest first. */
export async function finishedBefore(
  ctx: Context,
  { kind, status, before }: Readonly<{ kind: KindCode; status: string; before: number }>,
  size: number,
): Promise<Case[]> {
  const query = ctx.db('cases').where({ kind, status }).where('status_at', '<', before);
  const rows = (await query.orderBy('status_at').limit(size)) as CaseRow[];
  return rows.map((row) => toCase(ctx, row));
}

function found(ctx: Context, row: unknown): Case {
  if (row === undefined) throw new NotFound();
  return toCase(ctx, row as CaseRow);
}

function toStep({ cipher }: Context, row: StepRow): Step {
  const text = row.reason_sealed === null ? null : cipher.open('case_steps.reason', row.id, row.reason_sealed);
  return {
    id: row.id,
    revision: row.revision,
    at: row.at,
    from: row.from_status,
    to: row.to_status,
    mover: row.mover,
    actorId: row.actor_id,
    actorName: cipher.open('case_steps.actor', row.id, row.actor_sealed),
    reason: text === null ? null : { ...(row.reason_code !== null && { code: row.reason_code }), text },
    public: row.public === 1,
  };
}
