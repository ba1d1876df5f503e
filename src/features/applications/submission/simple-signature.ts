import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { codeTimes, contactsOf, issueCode, redeemCode, type CodeKey, type CodeRefusal } from '../../accounts/index.ts';
import { sendCode } from '../../notifications/index.ts';
import type { Draft } from '../drafts/rules.ts';
import { findDraft, signPaper } from '../drafts/store.ts';
import { recordAttempt } from './attempts.ts';
import { assertMaySend } from './readiness.ts';
import { maskedPhone } from './rules.ts';

/** Where a code for the paper goes and went: times in UTC ms, null when none has been sent. */
export type SigningCode = Readonly<{ phone: string; sentAt: number | null; resendAt: number | null }>;

/** Why a code was not sent or not accepted, with the number under which support finds the attempt. */
export type SigningCodeRefusal = CodeRefusal & Readonly<{ attempt: string }>;

/** A code belongs to the bytes of one paper: an edit makes another paper, and the old code fits nothing. */
async function keyOf(ctx: Context, actor: Actor, draft: Draft): Promise<CodeKey & Readonly<{ paperFileId: string }>> {
  if (draft.paper === null) throw new NotFound();
  const { phone } = await contactsOf(ctx, actor.personId);
  const { id: fileId } = draft.paper.file;
  return { purpose: 'application.signing', subject: fileId, address: phone, paperFileId: fileId };
}

/** What the page of a simple signature says about its code. */
export async function signingCodeOf(ctx: Context, actor: Actor, draft: Draft): Promise<SigningCode> {
  const key = await keyOf(ctx, actor, draft);
  const times = await codeTimes(ctx, key);
  return { phone: maskedPhone(key.address), sentAt: times?.sentAt ?? null, resendAt: times?.resendAt ?? null };
}

/** Sends a one-time code for the frozen paper to the person's own phone; a refusal is an attempt with a number. */
export async function sendSigningCode(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ ok: true } | SigningCodeRefusal> {
  assertMaySend(actor);
  return ctx.transaction(async (tx) => {
    const key = await keyOf(tx, actor, await findDraft(tx, actor, id));
    const issued = await issueCode(tx, key);
    if (!issued.ok) return { ...issued, attempt: await recordRefusal(tx, actor, id, issued.code) };
    await sendCode(tx, {
      to: { channel: 'sms', address: key.address },
      code: issued.code,
      words: 'Код для подписания заявления',
    });
    return { ok: true };
  });
}

/** Signs the frozen paper with the code from the SMS; a refusal counts as a try of the code, and is an attempt with a number. */
export async function signWithCode(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; code: string }>,
): Promise<{ ok: true } | SigningCodeRefusal> {
  assertMaySend(actor);
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, input.id);
    const key = await keyOf(tx, actor, draft);
    const redeemed = await redeemCode(tx, key, input.code);
    const who = { personId: actor.personId, actorId: actor.personId, party: draft.party };
    const entry = { act: 'application.signed', ...who, subject: draft.id };
    if (!redeemed.ok) {
      const attempt = await recordRefusal(tx, actor, draft.id, redeemed.code);
      await tx.audit.record({ ...entry, result: 'refused', details: { code: redeemed.code, attempt } });
      return { ...redeemed, attempt };
    }
    const [at, phone] = [tx.clock.now(), maskedPhone(key.address)];
    await signPaper(tx, draft.id, key.paperFileId, { kind: 'simple', at, phone });
    await tx.audit.record({ ...entry, result: 'done', details: { kind: 'simple' } });
    return redeemed;
  });
}

function recordRefusal(tx: Context, actor: Actor, applicationId: string, code: string): Promise<string> {
  return recordAttempt(tx, actor, { applicationId, step: 'signing', code });
}
