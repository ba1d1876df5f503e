import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { prepared, preparedFor } from '../../../platform/db/prepared.ts';
import { joinedFile, toFileOrNull, type MaybeFile } from '../../../platform/files/file-store.ts';
import type { Actor, Party } from '../../../platform/values/actor.ts';
import type { Answers, Origins } from '../../catalogue/index.ts';
import type { ApplicationSignature } from '../submission/rules.ts';
import type { Draft } from './rules.ts';

type Row = {
  id: string;
  owner_kind: Party['kind'];
  owner_id: string;
  author_id: string;
  service_slug: string;
  version_id: string;
  content_sealed: string;
  page_revisions: string;
  revision: number;
  paper_file_id: string | null;
  frozen_at: number | null;
  signature_sealed: string | null;
  created_at: number;
  saved_at: number;
  expires_at: number;
};

type Content = Readonly<{ answers: Answers; origins: Origins }>;

/** A line of the list of drafts. */
export type DraftLine = Readonly<{
  id: string;
  serviceSlug: string;
  versionId: string;
  savedAt: number;
  expiresAt: number;
}>;

type Own = { kind: string; owner: string };

const ofParty = ({ party }: Actor): Own => ({ kind: party.kind, owner: party.id });

const draftRows = prepared<Own & { id: string }, JoinedRow>((db, { kind, owner, id }) =>
  withPaper(db).where({ 'd.id': id, 'd.owner_kind': kind, 'd.owner_id': owner }),
);

/** The actor's draft. @throws NotFound for a missing one and for a stranger's alike. */
export async function findDraft(ctx: Context, actor: Actor, id: string): Promise<Draft> {
  const [row] = await draftRows(ctx.db, { id, ...ofParty(actor) });
  if (row === undefined) throw new NotFound();
  return toDraft(ctx, row);
}

type LineRow = Pick<Row, 'id' | 'service_slug' | 'version_id' | 'saved_at' | 'expires_at'>;

const lineRows = preparedFor(({ limit }: { limit: number }) =>
  prepared<Own, LineRow>((db, { kind, owner }) =>
    db('drafts')
      .where({ owner_kind: kind, owner_id: owner })
      .orderBy('saved_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .select('id', 'service_slug', 'version_id', 'saved_at', 'expires_at'),
  ),
);

/** Drafts of the open cabinet, the last saved first; a cabinet has few of them. */
export async function listDrafts(ctx: Context, actor: Actor, limit: number): Promise<DraftLine[]> {
  const rows = await lineRows({ limit })(ctx.db, ofParty(actor));
  return rows.map((row) => ({
    id: row.id,
    serviceSlug: row.service_slug,
    versionId: row.version_id,
    savedAt: row.saved_at,
    expiresAt: row.expires_at,
  }));
}

export async function insertDraft(tx: Context, draft: Draft): Promise<void> {
  await tx.db('drafts').insert({
    id: draft.id,
    owner_kind: draft.party.kind,
    owner_id: draft.party.id,
    created_at: draft.createdAt,
    revision: draft.revision,
    ...changeable(tx, draft),
  });
}

/**
 * Writes an edited draft over exactly the revision that was read and voids its frozen paper and signature: they belonged
 * to the former answers. Returns whether nobody else had been faster.
 */
export async function updateDraft(tx: Context, edited: Draft): Promise<boolean> {
  const revision = edited.revision + 1;
  const changed = await tx
    .db('drafts')
    .where({ id: edited.id, revision: edited.revision })
    .update({ ...changeable(tx, edited), revision, paper_file_id: null, frozen_at: null, signature_sealed: null });
  return changed === 1;
}

/** Binds the frozen paper to the revision that it was made from; false when the draft has been edited or frozen since. */
export async function freezeRevision(
  tx: Context,
  draft: Draft,
  paper: Readonly<{ fileId: string; frozenAt: number }>,
): Promise<boolean> {
  const changed = await tx
    .db('drafts')
    .where({ id: draft.id, revision: draft.revision, paper_file_id: null })
    .update({ paper_file_id: paper.fileId, frozen_at: paper.frozenAt, signature_sealed: null });
  return changed === 1;
}

/** Puts a signature under the paper that was signed; false when that paper has been voided since. */
export async function signPaper(
  tx: Context,
  id: string,
  paperFileId: string,
  signature: ApplicationSignature,
): Promise<boolean> {
  const sealed = tx.cipher.seal('drafts.signature', id, JSON.stringify(signature));
  return (await tx.db('drafts').where({ id, paper_file_id: paperFileId }).update({ signature_sealed: sealed })) === 1;
}

/** Removes exactly this revision with exactly this paper; false when it was edited, sent or removed meanwhile. */
export async function deleteDraft(tx: Context, { id, revision, paper }: Draft): Promise<boolean> {
  const same = { id, revision, paper_file_id: paper?.file.id ?? null };
  return (await tx.db('drafts').where(same).delete()) === 1;
}

/** Drafts whose term has passed, for the sweep. */
export async function expiredDrafts(ctx: Context, now: number, limit: number): Promise<Draft[]> {
  const query = withPaper(ctx.db).where('d.expires_at', '<=', now).orderBy('d.expires_at').limit(limit);
  const rows = (await query) as JoinedRow[];
  return rows.map((row) => toDraft(ctx, row));
}

function changeable(tx: Context, draft: Draft) {
  const content: Content = { answers: draft.answers, origins: draft.origins };
  return {
    author_id: draft.authorId,
    service_slug: draft.serviceSlug,
    version_id: draft.versionId,
    content_sealed: tx.cipher.seal('drafts.content', draft.id, JSON.stringify(content)),
    page_revisions: JSON.stringify(draft.pageRevisions),
    saved_at: draft.savedAt,
    expires_at: draft.expiresAt,
  };
}

type JoinedRow = Row & MaybeFile;

function withPaper(db: Knex): Knex.QueryBuilder {
  return db('drafts as d')
    .leftJoin('files as f', 'f.id', 'd.paper_file_id')
    .select(['d.*', ...joinedFile]);
}

function toDraft(ctx: Context, row: JoinedRow): Draft {
  const file = toFileOrNull(ctx.cipher, row);
  return {
    id: row.id,
    party: { kind: row.owner_kind, id: row.owner_id },
    authorId: row.author_id,
    serviceSlug: row.service_slug,
    versionId: row.version_id,
    ...(ctx.cipher.openJson('drafts.content', row.id, row.content_sealed) as Content),
    pageRevisions: JSON.parse(row.page_revisions) as Record<string, number>,
    revision: row.revision,
    paper: file === null || row.frozen_at === null ? null : { file, frozenAt: row.frozen_at },
    signature:
      row.signature_sealed === null
        ? null
        : (ctx.cipher.openJson('drafts.signature', row.id, row.signature_sealed) as ApplicationSignature),
    createdAt: row.created_at,
    savedAt: row.saved_at,
    expiresAt: row.expires_at,
  };
}
