import type { Context } from '../../../context.ts';
import { AppError, Conflict } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatInn } from '../../../platform/values/inn.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import {
  addIdentifier,
  findPersonByLogin,
  formatAccountNumber,
  renamePerson,
  setLevel,
  type Identifier,
} from '../../accounts/index.ts';
import { findCaseForStaff, moveCase, type Case } from '../../cases/index.ts';
import { deliverMessage } from '../../messages/index.ts';
import { notify } from '../../notifications/index.ts';
import { saveProfile } from '../../profile/index.ts';
import { partWords, type Identity, type Refusal } from '../rules.ts';
import { closeConfirmation, confirmationOfCase } from '../store.ts';

type Chosen = Readonly<{ number: string; revision: number }>;
export type Decided = Readonly<{ ok: true; record: Case }> | Readonly<{ ok: false; errors: readonly FieldError[] }>;

const taken = 'ACCOUNT-IDENTIFIER-TAKEN';

/** Takes a request to look at: from here on it is the actor's. @throws as moveCase does */
export async function takeConfirmation(ctx: Context, actor: Actor, { number, revision }: Chosen): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const { id } = await findCaseForStaff(tx, actor, 'confirmation', number);
    return moveCase(tx, actor, { caseId: id, revision, to: 'checking', assignee: assigneeOf(actor) });
  });
}

/**
 * Confirms an identity: the level, the profile, СНИЛС and ИНН as logins, the end of the pictures, and the news of it, all in
 * one transaction. Refuses when СНИЛС or ИНН belong to another account. @throws as moveCase does
 */
export async function approveConfirmation(ctx: Context, actor: Actor, { number, revision }: Chosen): Promise<Decided> {
  try {
    return await ctx.transaction(async (tx) => {
      const record = await findCaseForStaff(tx, actor, 'confirmation', number);
      const request = await confirmationOfCase(tx, record.id);
      if (request.identity === null) throw new Conflict();
      const clashes = await clashesOf(tx, request.personId, request.identity);
      if (clashes.length > 0) return { ok: false, errors: clashes };
      const approved = await moveCase(tx, actor, {
        caseId: record.id,
        revision,
        to: 'approved',
        assignee: assigneeOf(actor),
      });
      await confirmPerson(tx, request.personId, request.identity, actor);
      await closeConfirmation(tx, request, null);
      await tell(tx, approved, {
        subject: 'Личность подтверждена',
        text: `Запрос ${number} одобрен. Учётная запись теперь подтверждённая: можно подавать заявления и получать справки.\n\nКопия паспорта удалена.`,
      });
      return { ok: true, record: approved };
    });
  } catch (error) {
    // Two approvals of one СНИЛС at the same moment: the unique index decides.
    if (!(error instanceof AppError) || error.code !== taken) throw error;
    return {
      ok: false,
      errors: [{ field: 'snils', code: taken, message: 'СНИЛС или ИНН только что заняла другая учётная запись' }],
    };
  }
}

/** Refuses a request, naming the field or the copy that is wrong; the person may mend it and send another. */
export async function refuseConfirmation(
  ctx: Context,
  actor: Actor,
  { number, revision, refusal }: Chosen & Readonly<{ refusal: Refusal }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const record = await findCaseForStaff(tx, actor, 'confirmation', number);
    const request = await confirmationOfCase(tx, record.id);
    const part = partWords(refusal.part);
    const refused = await moveCase(tx, actor, {
      caseId: record.id,
      revision,
      to: 'rejected',
      assignee: assigneeOf(actor),
      reason: { code: refusal.part, text: refusal.reason },
    });
    await closeConfirmation(tx, request, refusal);
    await tell(tx, refused, {
      subject: 'Личность не подтверждена',
      text: `По запросу ${number} отказано. Что не подошло: ${part}.\n\n${refusal.reason}\n\nИсправьте это и отправьте запрос ещё раз: остальные данные сохранены. Копия паспорта удалена, её нужно приложить заново.`,
    });
    return refused;
  });
}

async function confirmPerson(tx: Context, personId: string, identity: Identity, actor: Actor): Promise<void> {
  const { lastName, firstName, middleName, inn, ...profile } = identity;
  const confirmedAt = tx.clock.now();
  await renamePerson(tx, personId, { last: lastName, first: firstName, middle: middleName });
  for (const identifier of loginsOf(identity)) await addIdentifier(tx, personId, { ...identifier, confirmedAt });
  await saveProfile(tx, personId, { ...profile, ...(inn !== null && { inn }) }, 'confirmed', actor.personId);
  await setLevel(tx, personId, 'confirmed');
  await tx.audit.record({ act: 'identity.confirmed', personId, actorId: actor.personId });
}

/** What the official must know before approving: somebody else has signed up with this СНИЛС or ИНН. */
async function clashesOf(tx: Context, personId: string, identity: Identity): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const identifier of loginsOf(identity)) {
    const owner = await findPersonByLogin(tx, identifier);
    if (owner === null || owner.id === personId) continue;
    const words =
      identifier.kind === 'snils' ? `СНИЛС ${formatSnils(identifier.value)}` : `ИНН ${formatInn(identifier.value)}`;
    const account = formatAccountNumber(owner.accountNumber);
    errors.push({
      field: identifier.kind,
      code: taken,
      message: `${words} уже привязан к учётной записи ${account}. Подтвердить нельзя: откажите и объясните, что делать`,
    });
  }
  return errors;
}

function loginsOf({ snils, inn }: Identity): Identifier[] {
  return [{ kind: 'snils', value: snils }, ...(inn === null ? [] : [{ kind: 'inn' as const, value: inn }])];
}

function assigneeOf(actor: Actor) {
  return { id: actor.personId, name: actor.name };
}

async function tell(
  tx: Context,
  record: Case,
  { subject, text }: Readonly<{ subject: string; text: string }>,
): Promise<void> {
  const { owner: party, applicantId: personId, number: caseNumber } = record;
  await deliverMessage(tx, {
    party,
    sender: 'Служба подтверждения личности',
    subject,
    text,
    category: 'important',
  });
  await notify(tx, {
    personId,
    category: 'status',
    subject,
    text,
    path: '/confirmation',
    sms: true,
    key: `${caseNumber}.${record.status}`,
  });
}
