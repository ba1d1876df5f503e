import type { Context } from '../../context.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Actor } from '../../platform/values/actor.ts';

export type ShellFacts = Readonly<{ unread: number; organisations: readonly Readonly<{ id: string; name: string }>[] }>;

const counted = 100;

type Row = { id: string | null; name: string | null; unread: number | string };

const factsOf = prepared<{ personId: string; ownerKind: string; ownerId: string }, Row>(
  (db, { personId, ownerKind, ownerId }) => {
    const some = db('messages')
      .where({ owner_kind: ownerKind, owner_id: ownerId })
      .whereNull('read_at')
      .whereNull('archived_at')
      .limit(counted)
      .select('id')
      .as('some');
    return db('people as p')
      .leftJoin('memberships as m', 'm.person_id', 'p.id')
      .leftJoin('organisations as o', 'o.id', 'm.organisation_id')
      .where('p.id', personId)
      .orderBy(['o.short_name', 'o.id'])
      .select({ id: 'o.id', name: 'o.short_name', unread: db(some).count('*') });
  },
);

/** What the page shell shows of a signed-in person, in one statement: unread messages (up to 100) and organisations. */
export async function shellFacts(ctx: Context, { personId, party }: Actor): Promise<ShellFacts> {
  const rows = await factsOf(ctx.db, { personId, ownerKind: party.kind, ownerId: party.id });
  return {
    unread: Number(rows[0]?.unread ?? 0),
    organisations: rows.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }])),
  };
}
