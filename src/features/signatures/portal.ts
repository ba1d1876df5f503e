import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import { readCertificates, signPdf, type Certificate } from '../../pki/index.ts';

/** Signs a PDF with the portal's own certificate (PAdES baseline B). For the worker: it reads files and computes. */
export async function signPortalPdf(
  ctx: Context,
  pdf: Buffer,
  { reason }: Readonly<{ reason: string }>,
): Promise<Buffer> {
  const { certificate, chain, key } = await portalKey(ctx);
  const { region } = ctx.config;
  return signPdf({
    pdf,
    certificate,
    key,
    chain,
    at: ctx.clock.now(),
    reason,
    name: certificate.owner.commonName ?? `Личный кабинет ${region.code}`,
    location: region.name,
  });
}

/** The portal's certificate, the authorities above it, and its key, as the operator's files have them now. */
async function portalKey({
  config,
}: Context): Promise<{ certificate: Certificate; chain: Certificate[]; key: KeyObject }> {
  const [certificate, ...chain] = readCertificates(await readFile(config.portal.certificateFile));
  if (certificate === undefined) throw new Error('the portal has no certificate');
  return { certificate, chain, key: createPrivateKey(await readFile(config.portal.keyFile)) };
}
