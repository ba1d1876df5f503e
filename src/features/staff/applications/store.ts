import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import {
  joinContacts,
  joinedContacts,
  joinedPerson,
  toJoinedContacts,
  toJoinedPerson,
  type JoinedContacts,
  type JoinedPerson,
} from '../../accounts/index.ts';
import { demandVisible, firstOfEach, sentRows, toSent, type Sent } from '../../applications/index.ts';
import { knownData } from '../../catalogue/index.ts';
import { joinedOrganisation, toJoinedOrganisation, type JoinedOrganisation } from '../../organisations/index.ts';
import { openEntries, profileFrom } from '../../profile/index.ts';
import {
  joinedSignature,
  toJoinedSignature,
  type JoinedSignature,
  type KeptSignature,
} from '../../signatures/index.ts';
import type { KnownApplicant } from './known.ts';

/** An application with what its desk needs of single rows; lists (steps, files, the exchange) are read apart. */
export type DeskCase = Readonly<{
  sent: Sent;
  signatures: readonly KeptSignature[];
  /** What the portal itself knows of the applicant. */
  known: KnownApplicant;
  /** Whether the official belongs to the organisation that applies. */
  belongs: boolean;
}>;

type Row = JoinedPerson &
  JoinedContacts &
  JoinedOrganisation &
  JoinedSignature &
  Readonly<{ entries_sealed: string | null; own_membership: string | null }>;

const deskRows = prepared<{ number: string; official: string }, Row>((db, { number, official }) => {
  const query = sentRows(db, number)
    .leftJoin('people as p', 'p.id', 'c.applicant_id')
    .leftJoin('profiles as q', 'q.person_id', 'c.applicant_id')
    .leftJoin('organisations as o', (on) => on.on('o.id', 'c.owner_id').andOnVal('c.owner_kind', 'organisation'))
    .leftJoin('memberships as m', (on) => on.on('m.organisation_id', 'o.id').andOnVal('m.person_id', official))
    .leftJoin('signatures as g', (on) => on.on('g.subject_id', 'a.id').andOnVal('g.subject_kind', 'application'))
    .orderBy('g.id')
    .select(['q.entries_sealed', 'm.id as own_membership']);
  const columns = [...joinedPerson, ...joinedContacts, ...joinedOrganisation, ...joinedSignature];
  return joinContacts(query, 'c.applicant_id').select(columns);
});

/** In one statement: the case leads to everything by keys. @throws NotFound for a missing one and another department's */
export async function findDeskCase(ctx: Context, actor: Actor, number: string): Promise<DeskCase> {
  const rows = await deskRows(ctx.db, { number, official: actor.personId });
  const sent = demandVisible(toSent(ctx, rows), actor);
  const [row] = rows;
  if (row === undefined) throw new NotFound();
  return {
    sent,
    known: knownOf(ctx, row),
    signatures: firstOfEach(rows, ({ signature_id }) => signature_id).flatMap(
      (one) => toJoinedSignature(ctx, one) ?? [],
    ),
    belongs: row.own_membership !== null,
  };
}

function knownOf(ctx: Context, row: Row): KnownApplicant {
  const person = toJoinedPerson(ctx, row);
  if (person === null) throw new NotFound();
  const contacts = toJoinedContacts(ctx, row);
  const entries = openEntries(ctx, person.id, row.entries_sealed);
  const organisation = toJoinedOrganisation(ctx, row);
  const data = knownData(profileFrom({ person, contacts, entries }), organisation);
  return { person, contacts, entries, organisation, data };
}
