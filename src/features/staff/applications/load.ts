import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { completeForStaff, type RequestedDocument, type WholeApplication } from '../../applications/index.ts';
import { messagesOfCase } from '../../messages/index.ts';
import { standIn } from './stand.ts';
import { findDeskCase } from './store.ts';
import type { CaseFacts } from './view.ts';

/** Everything that the page of an application shows. @throws NotFound for a missing one and another department's */
export async function loadCase(ctx: Context, actor: Actor, number: string): Promise<CaseFacts> {
  const { sent, signatures, known, belongs } = await findDeskCase(ctx, actor, number);
  return {
    whole: await completeForStaff(ctx, sent, signatures),
    known,
    stand: standIn(ctx, actor, sent.record, belongs),
    messages: await messagesOfCase(ctx, number),
    actor,
    now: ctx.clock.now(),
    zone: ctx.config.timeZone,
  };
}

/** The documents that the service may demand of anybody, by the definition the application was made with. */
export function documentsOf({ service }: Pick<WholeApplication, 'service'>): RequestedDocument[] {
  return service.definition.documents.map(({ id, title }) => ({ id, title }));
}
