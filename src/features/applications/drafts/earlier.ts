import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findServiceVersion, reuseAnswers, type Answers, type Origins, type Service } from '../../catalogue/index.ts';
import { findOwnSent } from '../sent/store.ts';
import { circumstances } from './service.ts';

/**
 * What an application of the actor's party, sent earlier for the same service, answers in a new one, and where each answer is
 * from. @throws NotFound for a stranger's and for another service's
 */
export async function earlierAnswers(
  ctx: Context,
  actor: Actor,
  { slug, definition }: Service,
  number: string,
): Promise<Readonly<{ answers: Answers; origins: Origins }>> {
  const { application } = await findOwnSent(ctx, actor, number);
  if (application.serviceSlug !== slug) throw new NotFound();
  const sent = await findServiceVersion(ctx, application.versionId);
  const { today } = circumstances(ctx, actor.party);
  const answers = reuseAnswers(sent.definition, definition, application.answers, today);
  const note = `Из заявления ${number}`;
  const origins = Object.entries(answers).flatMap(([id, value]) => (isGroup(value) ? [] : [[id, { note, value }]]));
  return { answers, origins: Object.fromEntries(origins) as Origins };
}

/** Items of a repeated group are objects; options that were ticked are words. */
function isGroup(value: Answers[string]): boolean {
  return Array.isArray(value) && typeof value[0] === 'object';
}
