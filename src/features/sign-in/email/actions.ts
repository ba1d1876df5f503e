import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { counted } from '../../../platform/values/plural.ts';
import {
  addIdentifier,
  contactsOf,
  findPersonByLogin,
  issueCode,
  redeemCode,
  type CodeKey,
  type CodeRefusal,
} from '../../accounts/index.ts';
import { notify, sendLetter } from '../../notifications/index.ts';
import { linkState, linkTerm, type EmailConfirmation } from './rules.ts';
import { expireOthers, insertConfirmation, latestOf, markConfirmed } from './store.ts';

export type ConfirmationRefusal = Readonly<{ ok: false; code: string; message: string }>;
type Outcome = Readonly<{ ok: true }> | ConfirmationRefusal;

/**
 * Sends a letter with a link and a code to an address that a person named; joins the caller's transaction. An address of another
 * account gets a word to its owner instead, and the answer is the same. Links of earlier letters end. Refuses too many letters.
 */
export async function requestConfirmation(
  tx: Context,
  personId: string,
  email: string,
): Promise<Readonly<{ ok: true }> | CodeRefusal> {
  const owner = await findPersonByLogin(tx, { kind: 'email', value: email });
  const taken = owner !== null && owner.id !== personId;
  const issued = await issueCode(tx, emailCodeKey(personId, email), { decoy: taken });
  const token = tx.random.token();
  // A letter that may not leave now costs nobody the address: the cabinet offers to send it again.
  if (!issued.ok && (await latestOf(tx, personId)) !== null) return issued;
  await expireOthers(tx, personId);
  await insertConfirmation(
    tx,
    { id: tx.ids.next(), personId, email, expiresAt: tx.clock.now() + linkTerm, confirmedAt: null },
    token,
  );
  if (!issued.ok) return issued;
  await sendLetter(tx, taken ? ownerLetter(tx, email) : confirmationLetter(tx, email, token, issued.code));
  return { ok: true };
}

/** The same as an act of one's own, from the settings. */
export async function requestOwnConfirmation(
  ctx: Context,
  personId: string,
  email: string,
  ip: string,
): Promise<Readonly<{ ok: true }> | CodeRefusal> {
  return ctx.transaction(async (tx) => {
    const requested = await requestConfirmation(tx, personId, email);
    if (requested.ok) await tx.audit.record({ act: 'email.requested', personId, actorId: personId, ip });
    return requested;
  });
}

/** Confirms by the link of a letter: whoever opened it reads that mailbox, signed in or not. */
export async function confirmByLink(ctx: Context, confirmation: EmailConfirmation, ip: string): Promise<Outcome> {
  if (linkState(confirmation, ctx.clock.now()) !== 'open') {
    return { ok: false, code: 'AUTH-LINK-EXPIRED', message: 'Ссылка больше не действует' };
  }
  return settle(() => ctx.transaction((tx) => bind(tx, confirmation, ip)));
}

/** Confirms the last address that the person named by the code of the letter. */
export async function confirmByCode(ctx: Context, personId: string, code: string, ip: string): Promise<Outcome> {
  return settle(() =>
    ctx.transaction(async (tx) => {
      const pending = await latestOf(tx, personId);
      const address = pending === null || pending.confirmedAt !== null ? '' : pending.email;
      const checked = await redeemCode(tx, emailCodeKey(personId, address), code);
      if (checked.ok && pending !== null) await bind(tx, pending, ip);
      return checked;
    }),
  );
}

/** The address that waits for the person's confirmation, or null. */
export async function pendingEmailOf(ctx: Context, personId: string): Promise<string | null> {
  const { email } = await contactsOf(ctx, personId);
  if (email !== null) return null;
  const latest = await latestOf(ctx, personId);
  return latest === null || latest.confirmedAt !== null ? null : latest.email;
}

async function bind(tx: Context, { id, personId, email }: EmailConfirmation, ip: string): Promise<{ ok: true }> {
  if (await markConfirmed(tx, id)) {
    await addIdentifier(tx, personId, { kind: 'email', value: email, confirmedAt: tx.clock.now() });
    await tx.audit.record({ act: 'email.confirmed', personId, actorId: personId, ip });
    await notify(tx, {
      personId,
      category: 'security',
      subject: 'Адрес почты подтверждён',
      text: 'Теперь с этим адресом можно входить в кабинет, и сюда будут приходить уведомления.\n\nЕсли вы этого не делали, смените пароль.',
      path: '/settings/security',
    });
  }
  return { ok: true };
}

/** Whoever comes so far reads the mailbox, so that the owner's own conflict may be named. */
async function settle(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== 'ACCOUNT-IDENTIFIER-TAKEN') throw error;
    return { ok: false, code: error.code, message: 'Этот адрес уже привязан к другой учётной записи' };
  }
}

export function emailCodeKey(personId: string, email: string): CodeKey {
  return { purpose: 'email', subject: personId, address: email };
}

function confirmationLetter({ config }: Context, to: string, token: string, code: string) {
  const text = [
    `Этот адрес указан в Личном кабинете ${config.region.code}. Чтобы подтвердить его, откройте ссылку и нажмите «Подтвердить»: она действует трое суток.`,
    `Или введите в кабинете, в разделе «Безопасность», код ${code}. Он действует ${counted(Math.ceil(config.limits.codeTtlSeconds / 60), 'минуту', 'минуты', 'минут')}.`,
    'Если вы не указывали этот адрес, ничего не делайте: без подтверждения он ни к чему не привязан.',
  ].join('\n\n');
  return { to, subject: 'Подтвердите адрес почты', text, path: `/register/email/${token}`, code };
}

function ownerLetter({ config }: Context, to: string) {
  const text = [
    `Ваш адрес указали в другой учётной записи Личного кабинета ${config.region.code}. Он уже привязан к вашей, поэтому там использован не будет.`,
    'Если это были вы, войдите в свою учётную запись. Если не вы, ничего не делайте.',
  ].join('\n\n');
  return { to, subject: 'Ваш адрес почты указали ещё раз', text, path: '/login' };
}
