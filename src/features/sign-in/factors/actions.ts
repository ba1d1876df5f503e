import { generateSecret, generateURI, verify } from 'otplib';
import type { Context } from '../../../context.ts';
import { formatTime } from '../../../platform/values/time.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { type CodeRefusal } from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { beginAttempt, endAttempt, type Attempted } from '../lockout/actions.ts';
import { appCodeLock, type Source } from '../lockout/rules.ts';
import { stepSeconds } from './rules.ts';
import { acceptStep, confirmApp, deleteApp, findApp, storeSecret } from './store.ts';

type Outcome = Readonly<{ ok: true }> | CodeRefusal;

/** Begins to switch a generator app on: a secret of 160 bits is kept until a code made with it comes back. */
export async function beginApp(ctx: Context, actor: Actor): Promise<void> {
  await ctx.transaction((tx) => storeSecret(tx, actor.personId, generateSecret()));
}

/** The address that a generator app reads from the QR code. The label is the account number, not a name. */
export function appAddress(ctx: Pick<Context, 'config'>, secret: string, label: string): string {
  return generateURI({ issuer: `Личный кабинет ${ctx.config.region.code}`, label, secret, period: stepSeconds });
}

/**
 * Checks a code of the person's generator app: 30 s steps, one step of drift, each step accepted once (RFC 6238, 5.2).
 * Five wrong codes lock the app's codes for that source for the time of a lock; joins no transaction.
 */
export async function checkAppCode(ctx: Context, personId: string, source: Source, code: string): Promise<Outcome> {
  const attempted: Attempted = { purpose: 'app-code', subject: `person:${personId}`, source };
  const lock = appCodeLock(ctx.config.limits);
  const begun = await beginAttempt(ctx, attempted, lock);
  if (!begun.allowed) return triesUsedUp(ctx, begun.lockedUntil);
  const step = await matchingStep(ctx, personId, code);
  const accepted = await ctx.transaction(async (tx) => {
    if (step === null || !(await acceptStep(tx, personId, step))) return false;
    await endAttempt(tx, attempted, lock);
    return true;
  });
  if (accepted) return { ok: true };
  if (step !== null)
    return {
      ok: false,
      code: 'AUTH-CODE-USED',
      message: 'Этот код уже использован. Дождитесь следующего в приложении',
    };
  if (begun.locks && begun.lockedUntil !== null) return triesUsedUp(ctx, begun.lockedUntil);
  return {
    ok: false,
    code: 'AUTH-CODE-WRONG',
    message: 'Код не подошёл. Введите код, который приложение показывает сейчас',
  };
}

/** The time step whose code this is, or null. */
async function matchingStep(ctx: Context, personId: string, code: string): Promise<number | null> {
  const app = await findApp(ctx, personId);
  if (app === null || !/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(ctx.clock.now() / 1000);
  const found = await verify({
    secret: app.secret,
    token: code,
    epoch,
    period: stepSeconds,
    epochTolerance: stepSeconds,
  });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}

/** Switches the app on once a code shows that it works; the person is told by every channel. */
export async function confirmOwnApp(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ code: string; source: Source; ip: string }>,
): Promise<Outcome> {
  const checked = await checkAppCode(ctx, actor.personId, input.source, input.code);
  if (!checked.ok) return checked;
  await ctx.transaction(async (tx) => {
    await confirmApp(tx, actor.personId);
    await told(tx, actor, 'factor.app.enabled', input.ip, 'Вход теперь подтверждается кодом из приложения');
  });
  return checked;
}

/** Switches the app off, confirmed by one more of its codes. */
export async function removeOwnApp(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ code: string; source: Source; ip: string }>,
): Promise<Outcome> {
  const checked = await checkAppCode(ctx, actor.personId, input.source, input.code);
  if (!checked.ok) return checked;
  await ctx.transaction(async (tx) => {
    await deleteApp(tx, actor.personId);
    await told(tx, actor, 'factor.app.disabled', input.ip, 'Коды из приложения больше не спрашиваются при входе');
  });
  return checked;
}

async function told(tx: Context, { personId }: Actor, act: string, ip: string, subject: string): Promise<void> {
  await tx.audit.record({ act, personId, actorId: personId, ip });
  await notify(tx, {
    personId,
    category: 'security',
    subject,
    text: `${subject}.\n\nЕсли это сделали не вы, смените пароль и завершите остальные сеансы в разделе «Безопасность».`,
    path: '/settings/security',
    sms: true,
  });
}

function triesUsedUp(ctx: Context, lockedUntil: number): CodeRefusal {
  const until = formatTime(lockedUntil, ctx.config.timeZone);
  return {
    ok: false,
    code: 'AUTH-CODE-TRIES',
    message: `Код введён неверно слишком много раз. Попробуйте после ${until}`,
  };
}
