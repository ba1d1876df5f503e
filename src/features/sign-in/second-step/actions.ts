import type { Context } from '../../../context.ts';
import { contactsOf, findPerson, issueCode, redeemCode, type CodeKey, type CodeRefusal } from '../../accounts/index.ts';
import { sendCode } from '../../notifications/index.ts';
import { enter, sourceOf, type Browser, type Entered } from '../entering/actions.ts';
import { checkAppCode } from '../factors/actions.ts';
import type { LoginFlow } from '../flows/rules.ts';
import { dropFlow, saveFlow } from '../flows/store.ts';
import { isPasswordOld } from '../passwords/actions.ts';

/** A login whose password was right: whose, in which session, and what it owes. */
export type PendingLogin = Readonly<{ sessionId: string; personId: string; flow: LoginFlow }>;

/** The code was right, and the flow goes on at `/login/password`. */
export type NewPasswordOwed = Readonly<{ ok: true; owes: 'new-password' }>;

/** Notes that a code is owed and sends it, when it is one that is sent. A refusal to send is shown on the page of the code. */
export async function beginSecondStep(ctx: Context, pending: PendingLogin): Promise<void> {
  await ctx.transaction(async (tx) => {
    await saveFlow(tx, pending.sessionId, pending.flow);
    if (pending.flow.factor === 'sms') await sendLoginCode(tx, pending);
  });
}

/** Sends another code when it may be sent; the codes before it no longer fit. */
export async function renewLoginCode(ctx: Context, pending: PendingLogin): Promise<{ ok: true } | CodeRefusal> {
  return ctx.transaction((tx) => sendLoginCode(tx, pending));
}

async function sendLoginCode(tx: Context, { sessionId, personId }: PendingLogin): Promise<{ ok: true } | CodeRefusal> {
  const { phone } = await contactsOf(tx, personId);
  const issued = await issueCode(tx, loginCodeKey(sessionId, phone));
  if (!issued.ok) return issued;
  const words = `Код для входа в Личный кабинет ${tx.config.region.code}`;
  await sendCode(tx, { to: { channel: 'sms', address: phone }, code: issued.code, words });
  return { ok: true };
}

/**
 * Checks the code that is owed; when it fits, the person is in (the caller rotates the session), or owes a new password
 * besides, when theirs is too old.
 */
export async function finishLogin(
  ctx: Context,
  pending: PendingLogin,
  browser: Browser,
  code: string,
): Promise<Entered | NewPasswordOwed | CodeRefusal> {
  const { sessionId, personId, flow } = pending;
  const how = { method: flow.factor, foreign: flow.foreign, next: flow.next };
  if (flow.factor === 'app') {
    const checked = await checkAppCode(ctx, personId, await sourceOf(ctx, personId, browser), code);
    if (!checked.ok) return refused(ctx, pending, browser, checked);
  }
  return ctx.transaction(async (tx) => {
    if (flow.factor === 'sms') {
      const { phone } = await contactsOf(tx, personId);
      const checked = await redeemCode(tx, loginCodeKey(sessionId, phone), code);
      if (!checked.ok) return refused(tx, pending, browser, checked);
    }
    if (await isPasswordOld(tx, personId)) {
      await saveFlow(tx, sessionId, { kind: 'new-password', ...how });
      return { ok: true, owes: 'new-password' };
    }
    await dropFlow(tx, sessionId);
    return enter(tx, await findPerson(tx, personId), browser, how);
  });
}

/** The key of the codes of one login. */
export function loginCodeKey(sessionId: string, phone: string): CodeKey {
  return { purpose: 'login', subject: sessionId, address: phone };
}

async function refused(
  tx: Context,
  { personId }: PendingLogin,
  { ip }: Browser,
  refusal: CodeRefusal,
): Promise<CodeRefusal> {
  await tx.audit.record({
    act: 'login.refused',
    personId,
    actorId: null,
    result: 'refused',
    ip,
    details: { code: refusal.code },
  });
  return refusal;
}
