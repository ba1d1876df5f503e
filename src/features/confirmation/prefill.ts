import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { latestOwnCase } from '../cases/index.ts';
import { profileOfPerson } from '../profile/index.ts';
import { asOneself } from './actions.ts';
import { typedOf, type Typed } from './draft/rules.ts';
import { findDraft } from './draft/store.ts';
import { identityFields, type Refusal } from './rules.ts';
import { confirmationOfCase } from './store.ts';

/** What the form begins with: what was typed last, else the refused request to be mended, else the profile. */
export async function startingPoint(ctx: Context, actor: Actor): Promise<Typed> {
  const draft = await findDraft(ctx, actor);
  if (draft !== null) return draft.typed;
  const latest = await latestOwnCase(ctx, asOneself(actor), 'confirmation');
  const refused = latest === null ? null : (await confirmationOfCase(ctx, latest.id)).identity;
  if (refused !== null) return typedOf(refused);
  const profile = await profileOfPerson(ctx, actor.personId);
  return typedOf(Object.fromEntries(identityFields.map((field) => [field, profile[field] ?? null])));
}

/** Why the last request was refused, with its number; null when it was not. */
export async function lastRefusal(
  ctx: Context,
  actor: Actor,
): Promise<(Refusal & Readonly<{ number: string }>) | null> {
  const latest = await latestOwnCase(ctx, asOneself(actor), 'confirmation');
  if (latest?.status !== 'rejected') return null;
  const { refusal } = await confirmationOfCase(ctx, latest.id);
  return refusal && { ...refusal, number: latest.number };
}
