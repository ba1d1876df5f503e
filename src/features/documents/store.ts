import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { joinedFile, toKeptFile, type JoinedFile, type KeptFile } from '../../platform/files/file-store.ts';
import type { Actor } from '../../platform/values/actor.ts';
import type { DocumentKind, DocumentStatus, StoredDocument } from './rules.ts';

type Row = {
  id: string;
  owner_kind: 'person' | 'organisation';
  owner_id: string;
  kind: DocumentKind;
  type: string;
  title_sealed: string;
  number: string | null;
  check_code_hash: string | null;
  check_code_sealed: string | null;
  issuer: string | null;
  file_id: string;
  case_number: string | null;
  status: DocumentStatus;
  created_at: number;
};

function toDocument(ctx: Context, row: Row): StoredDocument {
  const open = (column: string, sealed: string) => ctx.cipher.open(`documents.${column}`, row.id, sealed);
  return {
    id: row.id,
    party: { kind: row.owner_kind, id: row.owner_id },
    kind: row.kind,
    type: row.type,
    title: open('title', row.title_sealed),
    number: row.number,
    checkCode: row.check_code_sealed === null ? null : open('check_code', row.check_code_sealed),
    issuer: row.issuer,
    fileId: row.file_id,
    caseNumber: row.case_number,
    status: row.status,
    createdAt: row.created_at,
  };
}

export async function insertDocument(tx: Context, document: StoredDocument): Promise<void> {
  const seal = (column: string, text: string) => tx.cipher.seal(`documents.${column}`, document.id, text);
  await tx.db('documents').insert({
    id: document.id,
    owner_kind: document.party.kind,
    owner_id: document.party.id,
    kind: document.kind,
    type: document.type,
    title_sealed: seal('title', document.title),
    number: document.number,
    check_code_hash: document.checkCode === null ? null : tx.cipher.mac('check-code', document.checkCode),
    check_code_sealed: document.checkCode === null ? null : seal('check_code', document.checkCode),
    issuer: document.issuer,
    file_id: document.fileId,
    case_number: document.caseNumber,
    status: document.status,
    created_at: document.createdAt,
  });
}

function owned(ctx: Context, actor: Actor) {
  return ctx.db('documents').where({ owner_kind: actor.party.kind, owner_id: actor.party.id });
}

/** The party's documents, newest first: at most `limit`, those older than `before`. */
export async function listDocuments(
  ctx: Context,
  actor: Actor,
  { kinds, before, limit }: Readonly<{ kinds?: readonly DocumentKind[]; before?: string; limit: number }>,
): Promise<StoredDocument[]> {
  const query = owned(ctx, actor).orderBy('id', 'desc').limit(limit);
  if (kinds !== undefined) query.whereIn('kind', [...kinds]);
  if (before !== undefined) query.where('id', '<', before);
  return ((await query.select('*')) as Row[]).map((row) => toDocument(ctx, row));
}

/** A document together with its file. */
export type DocumentFile = Readonly<{ document: StoredDocument; file: KeptFile }>;

/** The party's documents with their files, newest first, at most `limit`; only these when `ids` are given. One statement. */
export async function documentFiles(
  ctx: Context,
  { party }: Actor,
  { ids, limit }: Readonly<{ ids?: readonly string[]; limit: number }>,
): Promise<DocumentFile[]> {
  const query = ctx
    .db('documents as d')
    .join('files as f', 'f.id', 'd.file_id')
    .where({ 'd.owner_kind': party.kind, 'd.owner_id': party.id })
    .orderBy('d.id', 'desc')
    .limit(limit);
  if (ids !== undefined) query.whereIn('d.id', [...ids]);
  const rows = (await query.select(['d.*', ...joinedFile])) as (Row & JoinedFile)[];
  return rows.map((row) => ({ document: toDocument(ctx, row), file: toKeptFile(ctx.cipher, row) }));
}

/** One document of the party. @throws NotFound for another's, exactly as for a missing one. */
export async function findDocument(ctx: Context, actor: Actor, id: string): Promise<StoredDocument> {
  const row = (await owned(ctx, actor).where({ id }).first('*')) as Row | undefined;
  if (row === undefined) throw new NotFound();
  return toDocument(ctx, row);
}

/** What belongs to one case of the party: its receipt, its copy, its result. */
export async function documentsOfCase(ctx: Context, actor: Actor, caseNumber: string): Promise<StoredDocument[]> {
  const rows = (await owned(ctx, actor).where({ case_number: caseNumber }).orderBy('id').select('*')) as Row[];
  return rows.map((row) => toDocument(ctx, row));
}

/** The document of a number that this code opens, for the public check; null when the pair does not fit. */
export async function documentForCheck(ctx: Context, number: string, code: string): Promise<StoredDocument | null> {
  const hash = ctx.cipher.mac('check-code', code);
  const row = (await ctx.db('documents').where({ number, check_code_hash: hash }).first('*')) as Row | undefined;
  return row === undefined ? null : toDocument(ctx, row);
}
