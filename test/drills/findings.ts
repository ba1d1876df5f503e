import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../src/context.ts';
import { listDemoDeliveries } from '../../src/platform/deliveries.ts';
import { pathOf } from '../../src/platform/files/file-store.ts';
import type { FiledDraft, Ledger, SentFile } from './ledger.ts';

/** What the portal holds differs from what it acknowledged; each entry is a sentence. */
export type Findings = Readonly<{ lost: string[]; duplicated: string[]; orphaned: string[] }>;

type CaseRow = { number: string; application: string };

/** Compares the data folder, on which no server works, with the ledger. Journal, outbox and sweep have been brought to an end. */
export async function compare(ctx: Context, ledger: Ledger): Promise<Findings> {
  const findings: Findings = { lost: [], duplicated: [...ledger.contradictions], orphaned: [] };
  await compareDrafts(ctx, ledger.drafts, findings);
  await compareDocuments(ctx, ledger, findings);
  await compareReplies(ctx, ledger, findings);
  await compareNews(ctx, ledger, findings);
  await compareFiles(ctx, findings);
  return findings;
}

async function compareDrafts(
  ctx: Context,
  drafts: readonly FiledDraft[],
  { lost, duplicated }: Findings,
): Promise<void> {
  const rows = (await ctx
    .db('cases as c')
    .join('applications as a', 'a.case_id', 'c.id')
    .select('c.number', 'a.id as application')) as CaseRow[];
  const numbers = new Map(rows.map(({ number, application }) => [application, number]));
  for (const { number, ids } of grouped(rows))
    if (ids.length > 1) duplicated.push(`number ${number} stands for ${ids.length} applications`);
  const told = drafts.flatMap(({ number }) => number ?? []);
  for (const number of told.filter((one, at) => told.indexOf(one) !== at))
    duplicated.push(`number ${number} was told twice`);
  for (const draft of drafts) {
    const number = numbers.get(draft.id) ?? null;
    if (draft.number !== null && number !== draft.number)
      lost.push(`${draft.number} was acknowledged, ${number ?? 'nothing'} is there`);
    if (number !== null && !draft.triedToSend) duplicated.push(`${number} was never sent`);
    const answers = await answersOf(ctx, draft.id);
    if (answers === null) {
      lost.push(`draft ${draft.id}`);
      continue;
    }
    for (const [page, mark] of draft.saved)
      if (page === 'period' && ![mark, draft.tried.get(page) ?? mark].some((one) => answers.includes(one)))
        lost.push(`page ${page} of ${draft.id}`);
    await compareAttachments(ctx, draft, { lost, duplicated });
  }
  const cases = (await ctx.db('cases').where({ kind: 'application' }).count({ n: '*' })) as { n: number }[];
  if (cases[0]?.n !== rows.length) duplicated.push('there is a case without an application');
}

/** The answers of a draft, or of the application that it has become, as text; null when there is neither. */
async function answersOf(ctx: Context, id: string): Promise<string | null> {
  const draft = (await ctx.db('drafts').where({ id }).first('content_sealed')) as
    { content_sealed: string } | undefined;
  if (draft !== undefined) return ctx.cipher.open('drafts.content', id, draft.content_sealed);
  const sent = (await ctx.db('applications').where({ id }).first('answers_sealed')) as
    { answers_sealed: string } | undefined;
  return sent === undefined ? null : ctx.cipher.open('applications.answers', id, sent.answers_sealed);
}

async function compareAttachments(
  ctx: Context,
  draft: FiledDraft,
  { lost, duplicated }: Pick<Findings, 'lost' | 'duplicated'>,
): Promise<void> {
  const rows = (await ctx
    .db('attachments as a')
    .join('files as f', 'f.id', 'a.file_id')
    .where({ application_id: draft.id })
    .select('f.id', 'f.sha256', 'a.document_id as place')) as (SentFile & { id: string })[];
  for (const { place, sha256 } of draft.files) {
    const found = rows.find((row) => row.place === place && row.sha256 === sha256);
    if (found === undefined || (await digestOf(ctx, found.id)) !== sha256) lost.push(`file ${sha256} of ${draft.id}`);
  }
  for (const { place, sha256 } of rows) {
    const times = rows.filter((row) => row.place === place && row.sha256 === sha256).length;
    const sent = draft.triedFiles.filter((file) => file.place === place && file.sha256 === sha256).length;
    if (times > sent) duplicated.push(`file ${sha256} of ${draft.id} is there ${times} times`);
  }
}

async function compareDocuments(ctx: Context, { documents }: Ledger, { lost }: Findings): Promise<void> {
  for (const { id, sha256 } of documents) {
    const row = (await ctx.db('documents').where({ id }).first('file_id')) as { file_id: string } | undefined;
    if (row === undefined || (await digestOf(ctx, row.file_id)) !== sha256) lost.push(`document ${id}`);
  }
}

async function compareReplies(ctx: Context, { replies }: Ledger, { lost, duplicated }: Findings): Promise<void> {
  const rows = (await ctx.db('messages').whereNotNull('reply_to').select('id', 'text_sealed')) as {
    id: string;
    text_sealed: string;
  }[];
  const texts = rows.map(({ id, text_sealed }) => ctx.cipher.open('messages.text', id, text_sealed));
  for (const { text, acknowledged } of replies) {
    const times = texts.filter((one) => one === text).length;
    if (acknowledged && times === 0) lost.push(`reply ${text}`);
    if (times > 1) duplicated.push(`reply ${text} is there ${times} times`);
  }
}

/** Each application has one message, one SMS, one letter, one copy, one receipt and one entry of its sending. */
async function compareNews(ctx: Context, { drafts }: Ledger, { lost, duplicated }: Findings): Promise<void> {
  const deliveries = await listDemoDeliveries(ctx, 1_000_000);
  for (const { number } of drafts) {
    if (number === null) continue;
    const told = deliveries.filter(({ text }) => text.includes(number));
    const counts = {
      messages: await count(ctx, 'messages', { case_number: number, reply_to: null }),
      copies: await count(ctx, 'documents', { case_number: number, kind: 'application' }),
      receipts: await count(ctx, 'documents', { case_number: number, kind: 'receipt' }),
      entries: await count(ctx, 'audit_entries', { subject: number, act: 'application.submitted', result: 'done' }),
      texts: told.filter(({ channel }) => channel === 'sms').length,
      letters: told.filter(({ channel }) => channel === 'email').length,
    };
    for (const [what, times] of Object.entries(counts)) {
      if (times === 0) lost.push(`${what} of ${number}`);
      if (times > 1) duplicated.push(`${number} has ${times} ${what}`);
    }
  }
}

/** Every content belongs to a row, every row has its content, and every row belongs to something. */
async function compareFiles(ctx: Context, { orphaned }: Findings): Promise<void> {
  const rows = (await ctx.db('files').select('id')) as { id: string }[];
  const ids = new Set(rows.map(({ id }) => id));
  const stored = new Set<string>();
  for (const entry of await readdir(ctx.filesDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) stored.add(path.join(entry.parentPath, entry.name));
  for (const file of stored)
    if (!ids.has(path.basename(file))) orphaned.push(`content ${path.basename(file)} has no row`);
  for (const id of ids) if (!stored.has(pathOf(ctx.filesDir, id))) orphaned.push(`row ${id} has no content`);
  const used = await usedFiles(ctx);
  for (const id of ids) if (!used.has(id)) orphaned.push(`file ${id} belongs to nothing`);
}

const uses: readonly (readonly [table: string, column: string])[] = [
  ['attachments', 'file_id'],
  ['applications', 'paper_file_id'],
  ['applications', 'receipt_file_id'],
  ['applications', 'result_file_id'],
  ['drafts', 'paper_file_id'],
  ['documents', 'file_id'],
  ['message_files', 'file_id'],
  ['signatures', 'signature_file_id'],
  ['confirmation_scans', 'file_id'],
];

async function usedFiles({ db }: Context): Promise<Set<string>> {
  const used = new Set<string>();
  for (const [table, column] of uses)
    for (const id of await db(table).whereNotNull(column).pluck<string[]>(column)) used.add(id);
  return used;
}

async function digestOf(ctx: Context, fileId: string): Promise<string | null> {
  const bytes = await ctx.files.read(fileId).catch(() => null);
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

async function count({ db }: Context, table: string, which: object): Promise<number> {
  const [row] = (await db(table).where(which).count({ n: '*' })) as { n: number }[];
  return row?.n ?? 0;
}

function grouped(rows: readonly CaseRow[]): { number: string; ids: string[] }[] {
  const groups = Object.groupBy(rows, ({ number }) => number);
  return Object.entries(groups).map(([number, some = []]) => ({
    number,
    ids: some.map(({ application }) => application),
  }));
}
