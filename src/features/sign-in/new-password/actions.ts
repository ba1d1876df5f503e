import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import { findPerson, passwordHashOf } from '../../accounts/index.ts';
import { enter, type Browser, type Entered } from '../entering/actions.ts';
import type { NewPasswordFlow } from '../flows/rules.ts';
import { dropFlow } from '../flows/store.ts';
import { putPassword, usedBefore, wasUsed } from '../passwords/actions.ts';

/** A login that is through but for its old password: whose, in which session, and how it went. */
export type OldPasswordLogin = Readonly<{ sessionId: string; personId: string; flow: NewPasswordFlow }>;

/**
 * Replaces the password that has grown too old (LOG-8) and finishes the login. Neither the old one nor any of the last may
 * come back. The old one was typed a moment ago and is not asked for again.
 */
export async function renewOldPassword(
  ctx: Context,
  { sessionId, personId, flow }: OldPasswordLogin,
  browser: Browser,
  password: string,
): Promise<Entered | Readonly<{ ok: false; error: FieldError }>> {
  const from = await passwordHashOf(ctx, personId);
  if (from === null) throw new Conflict();
  if ((await ctx.passwords.verify(password, from)) || (await wasUsed(ctx, personId, password)))
    return { ok: false, error: usedBefore };
  const to = await ctx.passwords.hash(password);
  return ctx.transaction(async (tx) => {
    await putPassword(tx, personId, { from, to }, { sessionId, deviceId: null, ip: browser.ip });
    await dropFlow(tx, sessionId);
    return enter(tx, await findPerson(tx, personId), browser, flow);
  });
}
