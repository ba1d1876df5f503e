import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';

export type ShellFacts = Readonly<{ unread: number; organisations: readonly Readonly<{ id: string; name: string }>[] }>;

const counted = 100;

/** What the page shell shows of a signed-in person, in one statement: unread messages (up to 100) and organisations. */
export async function shellFacts(ctx: Context, actor: Actor): Promise<ShellFacts> {
  const some = ctx
    .db('messages')
    .where({ owner_kind: actor.party.kind, owner_id: actor.party.id })
    .whereNull('read_at')
    .whereNull('archived_at')
    .limit(counted)
    .select('id')
    .as('some');
  const rows = (await ctx
    .db('people as p')
    .leftJoin('memberships as m', 'm.person_id', 'p.id')
    .leftJoin('organisations as o', 'o.id', 'm.organisation_id')
    .where('p.id', actor.personId)
    .orderBy(['o.short_name', 'o.id'])
    .select({ id: 'o.id', name: 'o.short_name', unread: ctx.db(some).count('*') })) as {
    id: string | null;
    name: string | null;
    unread: number | string;
  }[];
  return {
    unread: Number(rows[0]?.unread ?? 0),
    organisations: rows.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }])),
  };
}
