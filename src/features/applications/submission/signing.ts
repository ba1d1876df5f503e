import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { StoredFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { verifyDetached, type CertificateFacts, type SignatureVerdict } from '../../signatures/index.ts';
import type { Draft } from '../drafts/rules.ts';
import { serviceOfDraft } from '../drafts/service.ts';
import { findDraft, signPaper } from '../drafts/store.ts';
import { applicantOf } from './applicant.ts';
import { recordAttempt } from './attempts.ts';
import { assertMaySend } from './readiness.ts';
import { looksLikeSignature, whyTooWeak, type Refusal, type SignatureLevel } from './rules.ts';

export type Signing = Readonly<{ ok: true; certificate: CertificateFacts }> | (Readonly<{ ok: false }> & Refusal);

/** A verdict that may be used: sound, made by the right person, strong enough. */
export type Judgement =
  | Readonly<{ ok: true; verdict: SignatureVerdict; certificate: CertificateFacts }>
  | Readonly<{ ok: false; code: string; words: string }>;

/**
 * Takes a detached signature over exactly the bytes of the frozen paper. Every refusal comes with its code, words and the
 * number of the attempt. `signature` lies on the disk and is known to no row yet. @throws NotFound when there is no paper
 */
export async function signDraft(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; signature: StoredFile }>,
): Promise<Signing> {
  assertMaySend(actor);
  const draft = await findDraft(ctx, actor, input.id);
  if (draft.paper === null) throw new NotFound();
  const { service } = await serviceOfDraft(ctx, draft);
  const judgement = await judgeSignature(
    ctx,
    actor,
    service.definition.signature,
    draft.paper.file.id,
    input.signature.id,
  );
  if (!judgement.ok) return refuse(ctx, actor, draft, judgement);
  const { certificate } = judgement;
  const paperFileId = draft.paper.file.id;
  const signed = await ctx.transaction(async (tx) => {
    const at = tx.clock.now();
    const kept = await signPaper(tx, draft.id, paperFileId, {
      kind: 'certificate',
      at,
      fileId: input.signature.id,
      certificate,
    });
    if (!kept) return false;
    await tx.files.keep(input.signature, { name: 'Подпись заявления.sig', type: 'application/pkcs7-signature' });
    if (draft.signature?.kind === 'certificate') await tx.files.drop(draft.signature.fileId);
    await record(tx, actor, draft, 'done', { serial: certificate.serial });
    return true;
  });
  return signed ? { ok: true, certificate } : refuse(ctx, actor, draft, paperVoided);
}

/** Judges a signature file over the bytes of a paper, as of now, for this actor and this service. */
export async function judgeSignature(
  ctx: Context,
  actor: Actor,
  level: SignatureLevel,
  paperFileId: string,
  signatureFileId: string,
): Promise<Judgement> {
  const [content, signature] = [await ctx.files.read(paperFileId), await ctx.files.read(signatureFileId)];
  if (!looksLikeSignature(signature)) return { ok: false, ...notSignature };
  const { signer } = await applicantOf(ctx, actor);
  const verdict = await verifyDetached(ctx, { content, signature, signer });
  if (!verdict.ok || verdict.certificate === null)
    return { ok: false, code: verdict.code ?? 'SIG-INVALID', words: verdict.words };
  const weak = whyTooWeak(level, verdict.certificate);
  return weak === null
    ? { ok: true, verdict, certificate: verdict.certificate }
    : { ok: false, code: 'SIG-NOT-QUALIFIED', words: weak };
}

async function refuse(
  ctx: Context,
  actor: Actor,
  draft: Draft,
  { code, words }: Readonly<{ code: string; words: string }>,
): Promise<Signing> {
  return ctx.transaction(async (tx) => {
    const attempt = await recordAttempt(tx, actor, { applicationId: draft.id, step: 'signing', code });
    await record(tx, actor, draft, 'refused', { code, attempt });
    return { ok: false, code, words, attempt };
  });
}

async function record(
  tx: Context,
  actor: Actor,
  draft: Draft,
  result: 'done' | 'refused',
  details: object,
): Promise<void> {
  const who = { personId: actor.personId, actorId: actor.personId, party: draft.party };
  await tx.audit.record({ act: 'application.signed', ...who, subject: draft.id, result, details });
}

const notSignature = {
  code: 'FILE-TYPE',
  words: 'Это не файл подписи. Нужна отсоединённая подпись CMS: файл .sig, .p7s или .sgn.',
};

const paperVoided = {
  code: 'PAPER-VOID',
  words:
    'Пока вы подписывали, заявление изменили, и подписанный файл устарел. Подготовьте его заново и подпишите ещё раз.',
};
