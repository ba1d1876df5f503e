import type { Knex } from 'knex';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { joinedFile, toKeptFile, type JoinedFile, type KeptFile } from '../../platform/files/file-store.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { greetingName, joinedPerson, toJoinedPerson, type JoinedPerson } from '../accounts/index.ts';
import type { Message, MessageCategory, MessageStamp, MessageTab } from './rules.ts';

const shownReplies = 100;
const shownOfCase = 200;

type Row = {
  id: string;
  number: string;
  owner_kind: 'person' | 'organisation';
  owner_id: string;
  category: MessageCategory;
  sender: string;
  subject_sealed: string;
  text_sealed: string;
  case_number: string | null;
  reply_to: string | null;
  author_id: string | null;
  created_at: number;
  read_at: number | null;
  archived_at: number | null;
};

function toMessage(ctx: Context, row: Row): Message {
  return {
    id: row.id,
    number: row.number,
    party: { kind: row.owner_kind, id: row.owner_id },
    category: row.category,
    sender: row.sender,
    subject: ctx.cipher.open('messages.subject', row.id, row.subject_sealed),
    text: ctx.cipher.open('messages.text', row.id, row.text_sealed),
    caseNumber: row.case_number,
    replyTo: row.reply_to,
    authorId: row.author_id,
    createdAt: row.created_at,
    readAt: row.read_at,
    archivedAt: row.archived_at,
  };
}

/** Takes the next number of a year; the row is locked until the transaction ends, so no number is given twice. */
export async function nextMessageNumber(tx: Context, year: number): Promise<number> {
  await tx.db('message_counters').insert({ year, last: 0 }).onConflict('year').ignore();
  await tx.db('message_counters').where({ year }).increment('last', 1);
  const row = (await tx.db('message_counters').where({ year }).first('last')) as { last: number };
  return row.last;
}

export async function insertMessage(tx: Context, message: Message, fileIds: readonly string[]): Promise<void> {
  await tx.db('messages').insert({
    id: message.id,
    number: message.number,
    owner_kind: message.party.kind,
    owner_id: message.party.id,
    category: message.category,
    sender: message.sender,
    subject_sealed: tx.cipher.seal('messages.subject', message.id, message.subject),
    text_sealed: tx.cipher.seal('messages.text', message.id, message.text),
    case_number: message.caseNumber,
    reply_to: message.replyTo,
    author_id: message.authorId,
    created_at: message.createdAt,
    read_at: message.readAt,
    archived_at: message.archivedAt,
  });
  if (fileIds.length > 0)
    await tx.db('message_files').insert(fileIds.map((file_id) => ({ message_id: message.id, file_id })));
}

/** What came to the party: replies stand under what they answer. */
function incoming(ctx: Context, actor: Actor): Knex.QueryBuilder {
  return ctx.db('messages').where({ owner_kind: actor.party.kind, owner_id: actor.party.id }).whereNull('reply_to');
}

const narrow: Readonly<Record<MessageTab, (query: Knex.QueryBuilder) => void>> = {
  all: (query) => void query.whereNull('archived_at'),
  important: (query) => void query.whereNull('archived_at').where('category', 'important'),
  requests: (query) => void query.whereNull('archived_at').where('category', 'request'),
  archive: (query) => void query.whereNotNull('archived_at'),
};

/** Messages of a tab, newest first: at most `limit`, those older than `before`. */
export async function listMessages(
  ctx: Context,
  actor: Actor,
  { tab, before, limit }: Readonly<{ tab: MessageTab; before?: string; limit: number }>,
): Promise<Message[]> {
  const query = incoming(ctx, actor).orderBy('id', 'desc').limit(limit);
  narrow[tab](query);
  if (before !== undefined) query.where('id', '<', before);
  return ((await query.select('*')) as Row[]).map((row) => toMessage(ctx, row));
}

/** One message of the party. @throws NotFound for another's, exactly as for a missing one. */
export async function findMessage(ctx: Context, actor: Actor, id: string): Promise<Message> {
  const row = (await incoming(ctx, actor).where({ id }).first('*')) as Row | undefined;
  if (row === undefined) throw new NotFound();
  return toMessage(ctx, row);
}

/** The latest replies to a message, oldest first. */
export async function repliesOf(ctx: Context, messageId: string): Promise<Message[]> {
  return signed(ctx, { reply_to: messageId }, shownReplies);
}

/** A reply is stored without the name of its author, whom the id names; departments stand as they are. */
async function signed(ctx: Context, which: object, limit: number): Promise<Message[]> {
  const latest = ctx.db('messages as m').leftJoin('people as p', 'p.id', 'm.author_id').where(which);
  const rows = await latest
    .orderBy('m.id', 'desc')
    .limit(limit)
    .select(['m.*', ...joinedPerson]);
  return (rows as (Row & JoinedPerson)[]).toReversed().map((row) => {
    const author = toJoinedPerson(ctx, row);
    return { ...toMessage(ctx, row), ...(author && { sender: greetingName(author) }) };
  });
}

/** The latest of the exchange about a case, oldest first, for the officials who work on it; the caller has checked the right to see it. */
export async function messagesOfCase(ctx: Context, caseNumber: string): Promise<Message[]> {
  return signed(ctx, { case_number: caseNumber }, shownOfCase);
}

/** The files of a message in the order in which they were stored; the caller has loaded it through the actor. */
export async function filesOf(ctx: Context, messageId: string): Promise<KeptFile[]> {
  const rows = (await ctx
    .db('message_files as m')
    .join('files as f', 'f.id', 'm.file_id')
    .where('m.message_id', messageId)
    .orderBy('m.file_id')
    .select([...joinedFile])) as JoinedFile[];
  return rows.map((row) => toKeptFile(ctx.cipher, row));
}

/** Stamps those messages of the party that are not stamped yet; answers their ids. Strangers' ids change nothing. */
export async function stampMessages(
  tx: Context,
  actor: Actor,
  ids: readonly string[],
  stamp: MessageStamp,
): Promise<string[]> {
  const lifts = stamp === 'restored';
  const column = stamp === 'read' ? 'read_at' : 'archived_at';
  const query = incoming(tx, actor).whereIn('id', [...ids]);
  void (lifts ? query.whereNotNull(column) : query.whereNull(column));
  const rows = (await query.update({ [column]: lifts ? null : tx.clock.now() }).returning('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Ids of the requests about a case that the party has not read. */
export async function unreadRequestsOf(ctx: Context, actor: Actor, caseNumber: string): Promise<string[]> {
  const query = incoming(ctx, actor).where({ case_number: caseNumber, category: 'request' }).whereNull('read_at');
  return ((await query.select('id')) as { id: string }[]).map(({ id }) => id);
}

/** How many messages wait to be read, counted up to 100. */
export async function unreadCount(ctx: Context, actor: Actor): Promise<number> {
  const some = ctx
    .db('messages')
    .where({ owner_kind: actor.party.kind, owner_id: actor.party.id })
    .whereNull('read_at')
    .whereNull('archived_at')
    .limit(100)
    .select('id')
    .as('some');
  const row = (await ctx.db(some).count({ count: '*' }).first()) as { count: number | string };
  return Number(row.count);
}
