import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { applicationForStaff, type RequestedDocument, type WholeApplication } from '../../applications/index.ts';
import { messagesOfCase } from '../../messages/index.ts';
import { knownApplicant } from './known.ts';
import { standOf } from './stand.ts';
import type { CaseFacts } from './view.ts';

/** Everything that the page of an application shows. @throws NotFound for a missing one and another department's */
export async function loadCase(ctx: Context, actor: Actor, number: string): Promise<CaseFacts> {
  const whole = await applicationForStaff(ctx, actor, number);
  return {
    whole,
    known: await knownApplicant(ctx, whole.record),
    stand: await standOf(ctx, actor, whole.record),
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
