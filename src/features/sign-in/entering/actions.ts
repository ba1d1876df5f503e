import type { Context } from '../../../context.ts';
import { minute } from '../../../platform/values/durations.ts';
import { findDevice, idleTimeOf, isStaff, rememberDevice, type Person } from '../../accounts/index.ts';
import type { How } from '../flows/rules.ts';
import type { Source } from '../lockout/rules.ts';
import { landingOf } from '../login/rules.ts';

/** Where a login comes from. `deviceToken` is what the browser brought; `newToken` what it may be given. */
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

/**
 * The last act of every login: remembers the device unless it is «Чужой компьютер», and journals. Joins a transaction.
 * The token of a browser that several people use stays the same: each of them has a row of their own for it.
 */
export async function enter(tx: Context, person: Person, browser: Browser, how: How): Promise<Entered> {
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
