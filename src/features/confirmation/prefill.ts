import type { Profile } from '../profile/index.ts';
import { typedOf, type Typed } from './draft/rules.ts';
import type { Draft } from './draft/store.ts';
import { identityFields, type Refusal } from './rules.ts';
import type { Request } from './store.ts';

/** What the form begins with: what was typed last, else the refused request to be mended; null when only the profile is left. */
export function startingPoint(draft: Draft | null, latest: Request | null): Typed | null {
  if (draft !== null) return draft.typed;
  const refused = latest?.request.identity ?? null;
  return refused === null ? null : typedOf(refused);
}

/** What the profile knows, as if it had been typed. */
export function fromProfile(profile: Profile): Typed {
  return typedOf(Object.fromEntries(identityFields.map((field) => [field, profile[field] ?? null])));
}

/** Why the latest request was refused, with its number; null when it was not. */
export function refusalOf(latest: Request | null): (Refusal & Readonly<{ number: string }>) | null {
  if (latest?.record.status !== 'rejected') return null;
  const { refusal } = latest.request;
  return refusal && { ...refusal, number: latest.record.number };
}

/** The number of the latest request when the person took it back, or null. */
export function withdrawnOf(latest: Request | null): string | null {
  return latest?.record.status === 'withdrawn' ? latest.record.number : null;
}
