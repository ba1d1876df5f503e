import type { Context } from '../../../context.ts';
import type { LateForms } from '../../../http/ports.ts';
import { lapsedOwnerOf } from '../../accounts/index.ts';
import { keptFields } from './rules.ts';
import { insertForm } from './store.ts';

/** Keeps what a person sent after their session had run out, for the same person alone, until they are back. */
export function lateForms(ctx: Context): LateForms {
  return {
    ownerOf: (hash) => lapsedOwnerOf(ctx, hash),
    async keep({ personId, path, body }) {
      const id = await insertForm(ctx, personId, path, keptFields(body));
      return `/login/held/${id}`;
    },
  };
}
