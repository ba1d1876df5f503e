import type { Context } from '../../context.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { dateIn } from '../../platform/values/time.ts';
import { makeMessageNumber, type Message, type MessageCategory, type MessageStamp } from './rules.ts';
import { findMessage, insertMessage, nextMessageNumber, stampMessages, unreadRequestsOf } from './store.ts';

export type NewMessage = Readonly<{
  party: Party;
  sender: string;
  subject: string;
  /** Plain text; an empty line separates paragraphs. */
  text: string;
  category: MessageCategory;
  caseNumber?: string;
  /** Kept files that the message carries. */
  fileIds?: readonly string[];
}>;

/** Puts a message into the party's cabinet; joins the caller's transaction. */
export async function deliverMessage(tx: Context, message: NewMessage): Promise<Message> {
  return insert(
    tx,
    { ...message, caseNumber: message.caseNumber ?? null, replyTo: null, authorId: null, readAt: null },
    message.fileIds ?? [],
  );
}

/** Answers a message of the party; officials see the answer on the case. */
export async function replyToMessage(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; text: string }>,
): Promise<Message> {
  return ctx.transaction(async (tx) => {
    const original = await findMessage(tx, actor, input.id);
    const reply = await insert(
      tx,
      {
        party: original.party,
        sender: '',
        subject: original.subject,
        text: input.text,
        category: original.category,
        caseNumber: original.caseNumber,
        replyTo: original.id,
        authorId: actor.personId,
        readAt: tx.clock.now(),
      },
      [],
    );
    await record(tx, actor, 'message.answered', original.id);
    return reply;
  });
}

/**
 * Notes that the party has read messages; the first reading counts. Who may only look on reads for nobody: the message
 * stays new for those who answer it.
 */
export async function markRead(ctx: Context, actor: Actor, ids: readonly string[]): Promise<void> {
  if (actor.rights === 'change') await stamp(ctx, actor, ids, 'read');
}

/** Whoever answers a request on the page of its case has read the message that brought it; joins the caller's transaction. */
export async function markRequestsRead(tx: Context, actor: Actor, caseNumber: string): Promise<void> {
  await markRead(tx, actor, await unreadRequestsOf(tx, actor, caseNumber));
}

/** Puts messages into the archive, or back. */
export async function archiveMessages(
  ctx: Context,
  actor: Actor,
  ids: readonly string[],
  archived: boolean,
): Promise<void> {
  await stamp(ctx, actor, ids, archived ? 'archived' : 'restored');
}

/** Journals what really changed, and nothing that was not the party's. */
async function stamp(ctx: Context, actor: Actor, ids: readonly string[], how: MessageStamp): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const id of await stampMessages(tx, actor, ids, how)) await record(tx, actor, `message.${how}`, id);
  });
}

async function insert(
  tx: Context,
  message: Omit<Message, 'id' | 'number' | 'createdAt' | 'archivedAt'>,
  fileIds: readonly string[],
): Promise<Message> {
  const now = tx.clock.now();
  const year = Number(dateIn(now, tx.config.timeZone).slice(0, 4));
  const number = makeMessageNumber(year, await nextMessageNumber(tx, year));
  const { party, sender, subject, text, category, caseNumber, replyTo, authorId, readAt } = message;
  const stored: Message = {
    id: tx.ids.next(),
    number,
    party,
    sender,
    subject,
    text,
    category,
    caseNumber,
    replyTo,
    authorId,
    readAt,
    createdAt: now,
    archivedAt: null,
  };
  await insertMessage(tx, stored, fileIds);
  return stored;
}

async function record(tx: Context, actor: Actor, act: string, subject: string): Promise<void> {
  await tx.audit.record({ act, personId: actor.personId, actorId: actor.personId, party: actor.party, subject });
}
