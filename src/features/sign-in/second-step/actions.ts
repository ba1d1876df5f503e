import type { Context } from '../../../context.ts';
import {
  contactsOf,
  findDevice,
  findPerson,
  idleTimeOf,
  isStaff,
  issueCode,
  redeemCode,
  rememberDevice,
  type CodeKey,
  type CodeRefusal,
  type Person,
} from '../../accounts/index.ts';
import { minute } from '../../../platform/values/durations.ts';
import { sendCode } from '../../notifications/index.ts';
import { checkAppCode } from '../factors/actions.ts';
import type { LoginFlow } from '../flows/rules.ts';
import { dropFlow, saveFlow } from '../flows/store.ts';
import type { Source } from '../lockout/rules.ts';
import { landingOf } from '../login/rules.ts';

/** A login whose password was right: whose, in which session, and what it owes. */
export type PendingLogin = Readonly<{ sessionId: string; personId: string; flow: LoginFlow }>;

/** Where the second step comes from. `deviceToken` is what the browser brought; `newToken` what it may be given. */
export type Browser = Readonly<{ ip: string; address: string; deviceToken: string | null }>;

export type Entered = Readonly<{
  ok: true;
  personId: string;
  deviceId: string | null;
  deviceToken: string | null;
  landing: string;
  /** The person's own idle time; null: the portal's. */
  idleMs: number | null;
}>;

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

/** Checks the code that is owed; when it fits, the flow is over and the person is in (the caller rotates the session). */
export async function finishLogin(
  ctx: Context,
  pending: PendingLogin,
  browser: Browser,
  code: string,
): Promise<Entered | CodeRefusal> {
  const { sessionId, personId, flow } = pending;
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
    await dropFlow(tx, sessionId);
    return enter(tx, await findPerson(tx, personId), browser, {
      method: flow.factor,
      foreign: flow.foreign,
      next: flow.next,
    });
  });
}

/**
 * The last act of every login: remembers the device unless it is «Чужой компьютер», and journals. Joins a transaction.
 * The token of a browser that several people use stays the same: each of them has a row of their own for it.
 */
export async function enter(
  tx: Context,
  person: Person,
  browser: Browser,
  how: Readonly<{ method: 'password' | 'sms' | 'app'; foreign: boolean; next: string | null }>,
): Promise<Entered> {
  const deviceToken = how.foreign ? null : (browser.deviceToken ?? tx.random.token());
  const deviceId = deviceToken === null ? null : await rememberDevice(tx, person.id, deviceToken);
  const details = { method: how.method, foreign: how.foreign };
  await tx.audit.record({ act: 'login.succeeded', personId: person.id, actorId: person.id, ip: browser.ip, details });
  const idle = await idleTimeOf(tx, person.id);
  return {
    ok: true,
    personId: person.id,
    deviceId,
    deviceToken,
    landing: landingOf(how.next, isStaff(person)),
    idleMs: idle === null ? null : idle * minute,
  };
}

/** Where attempts count: on the device when the account knows it, else at the address. */
export async function sourceOf(
  ctx: Context,
  personId: string,
  browser: Pick<Browser, 'address' | 'deviceToken'>,
): Promise<Source> {
  const device = await findDevice(ctx, personId, browser.deviceToken ?? '');
  return device === null ? { kind: 'address', value: browser.address } : { kind: 'device', value: device.id };
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
