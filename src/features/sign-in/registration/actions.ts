import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import {
  createPerson,
  findPersonByLogin,
  grantConsent,
  issueCode,
  redeemCode,
  type CodeKey,
  type CodeRefusal,
  type Person,
} from '../../accounts/index.ts';
import { sendCode, sendSms } from '../../notifications/index.ts';
import { requestConfirmation } from '../email/actions.ts';
import { dropFlow, saveFlow } from '../flows/store.ts';
import { advance, beginRegistration, completed, textVersions, type RegistrationFlow } from './rules.ts';

type Outcome = Readonly<{ ok: true }> | CodeRefusal;

/**
 * Begins a registration: a code goes to the phone. The number of an existing account gets a word to its owner instead of a
 * code, and everything else is the same, so that a stranger cannot learn who is registered.
 */
export async function startRegistration(ctx: Context, sessionId: string, phone: string): Promise<Outcome> {
  return ctx.transaction(async (tx) => {
    const sent = await sendRegistrationCode(tx, sessionId, phone);
    if (sent.ok) await saveFlow(tx, sessionId, beginRegistration(phone));
    return sent;
  });
}

/** Sends another code to the same number, when it may be sent. */
export async function renewRegistrationCode(ctx: Context, sessionId: string, flow: RegistrationFlow): Promise<Outcome> {
  return ctx.transaction((tx) => sendRegistrationCode(tx, sessionId, flow.phone));
}

async function sendRegistrationCode(tx: Context, sessionId: string, phone: string): Promise<Outcome> {
  const taken = (await findPersonByLogin(tx, { kind: 'phone', value: phone })) !== null;
  const issued = await issueCode(tx, registrationCodeKey(sessionId, phone), { decoy: taken });
  if (!issued.ok) return issued;
  const name = `Личный кабинет ${tx.config.region.code}`;
  if (taken) await sendSms(tx, { to: phone, text: alreadyRegistered(name, tx.config.publicUrl) });
  else
    await sendCode(tx, {
      to: { channel: 'sms', address: phone },
      code: issued.code,
      words: `Код для регистрации в Личном кабинете ${tx.config.region.code}`,
    });
  return { ok: true };
}

/** Confirms the phone by the code that was sent there. */
export async function confirmPhone(
  ctx: Context,
  sessionId: string,
  flow: RegistrationFlow,
  code: string,
): Promise<Outcome> {
  return ctx.transaction(async (tx) => {
    const checked = await redeemCode(tx, registrationCodeKey(sessionId, flow.phone), code);
    if (checked.ok) await saveFlow(tx, sessionId, advance(flow, 'code', { phoneConfirmedAt: tx.clock.now() }));
    return checked;
  });
}

/**
 * «Создать учётную запись»: the account («Упрощённая») with its confirmed phone, the consents, and the letter that confirms
 * the e-mail, in one transaction. @throws Conflict when the flow is not complete, or when the phone was registered meanwhile.
 */
export async function createAccount(
  ctx: Context,
  sessionId: string,
  flow: RegistrationFlow,
  ip: string,
): Promise<Person> {
  const complete = completed(flow);
  if (complete === null) throw new Conflict();
  return ctx.transaction(async (tx) => {
    const { name, phone, phoneConfirmedAt, passwordHash, email } = complete;
    const identifiers = [{ kind: 'phone' as const, value: phone, confirmedAt: phoneConfirmedAt }];
    const person = await createPerson(tx, { name, passwordHash, identifiers });
    await grantConsent(tx, person.id, 'agreement', textVersions.agreement);
    await grantConsent(tx, person.id, 'policy', textVersions.policy);
    await grantConsent(tx, person.id, 'processing', textVersions.processing);
    await tx.audit.record({
      act: 'account.created',
      personId: person.id,
      actorId: person.id,
      ip,
      details: { texts: textVersions },
    });
    if (email !== null) await requestConfirmation(tx, person.id, email);
    await dropFlow(tx, sessionId);
    return person;
  });
}

export function registrationCodeKey(sessionId: string, phone: string): CodeKey {
  return { purpose: 'registration', subject: sessionId, address: phone };
}

function alreadyRegistered(name: string, publicUrl: string): string {
  return `${name}: ваш номер указали при регистрации, но учётная запись с ним уже есть. Вход: ${publicUrl}/login. Если это были не вы, ничего не делайте.`;
}
