import type { Context } from '../../context.ts';
import { judgeInThread } from './judging/judge.ts';
import { judge, type ExpectedSigner, type SignatureVerdict } from './rules.ts';
import { insertSignature, type KeptSignature } from './store.ts';
import { reportUnreadable, trustFolder } from './trust.ts';

/**
 * Judges a detached CMS signature over exactly these bytes, as of now, and whether the expected signer made it.
 * Never throws for what somebody uploaded: every refusal comes back with its code and words. The work is done in another thread; throws
 * Unavailable when too many signatures wait.
 */
export async function verifyDetached(
  ctx: Context,
  { content, signature, signer }: Readonly<{ content: Buffer; signature: Buffer; signer: ExpectedSigner }>,
): Promise<SignatureVerdict> {
  const folder = await trustFolder(ctx);
  const job = { kind: 'signature', signature, content, at: ctx.clock.now() } as const;
  const verdict = await judgeInThread(job, folder, (unreadable) => reportUnreadable(ctx, unreadable));
  // In the demo every authority is its own: signatures are real, but they oblige nobody.
  return judge(verdict, signer, ctx.config.demo);
}

/** Keeps a verified signature with what it signs; joins the caller's transaction. */
export async function keepSignature(
  tx: Context,
  signature: Omit<KeptSignature, 'id' | 'verifiedAt'>,
): Promise<KeptSignature> {
  const kept: KeptSignature = { ...signature, id: tx.ids.next(), verifiedAt: tx.clock.now() };
  await insertSignature(tx, kept);
  return kept;
}
