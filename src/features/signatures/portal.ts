import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import { openPkcs12, readCertificates, signPdf, type Opened } from '../../pki/index.ts';

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
async function portalKey({ config }: Context): Promise<Opened> {
  const { container, certificateFile, keyFile } = config.portal;
  if (container) return openContainer(await readFile(container.file), container.password);
  const [certificate, ...chain] = readCertificates(await readFile(certificateFile));
  if (certificate === undefined) throw new Error('the portal has no certificate');
  return { certificate, chain, key: createPrivateKey(await readFile(keyFile)) };
}

/** The container that was opened last: opening one is made to take its time, and the file changes once a year. */
let last: Readonly<{ file: Buffer; password: string; content: Opened }> | undefined;

async function openContainer(file: Buffer, password: string): Promise<Opened> {
  if (last?.password === password && last.file.equals(file)) return last.content;
  const content = await openPkcs12(file, password);
  last = { file, password, content };
  return content;
}
