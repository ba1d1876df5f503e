import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { dateIn } from '../../../platform/values/time.ts';
import { countQueue, findBySurname, findCaseForStaff, listQueue, type KindCode } from '../../cases/index.ts';
import { readNumber, type QueueQuery } from './query.ts';
import { foundPage, queuePage, type QueueDesk } from './view.ts';

const pageSize = 50;

export type QueueAnswer = Readonly<{ kind: 'page'; model: object } | { kind: 'case'; path: string }>;

/** What a queue answers: its page, what a search found, or, for a number, the case itself. */
export async function openQueue(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
  desk: QueueDesk,
  query: QueueQuery,
): Promise<QueueAnswer> {
  const now = ctx.clock.now();
  const zone = ctx.config.timeZone;
  if (query.words !== '') {
    const path = await caseOf(ctx, actor, kind, desk, query.words);
    if (path !== null) return { kind: 'case', path };
  }
  const facts = { desk, query, counts: await countQueue(ctx, actor, kind), now, zone };
  if (query.words !== '') {
    return { kind: 'page', model: foundPage(facts, await findBySurname(ctx, actor, kind, query.words, pageSize)) };
  }
  const { tab, after } = query;
  const page = await listQueue(ctx, actor, kind, { tab, size: pageSize, ...(after && { after }) });
  return { kind: 'page', model: queuePage(facts, page) };
}

async function caseOf(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
  desk: QueueDesk,
  words: string,
): Promise<string | null> {
  const { region, timeZone } = ctx.config;
  const number = readNumber(words, region.code, Number(dateIn(ctx.clock.now(), timeZone).slice(0, 4)));
  if (number === null) return null;
  try {
    await findCaseForStaff(ctx, actor, kind, number);
    return `${desk.path}/${number}`;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
