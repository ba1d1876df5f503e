import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../../context.ts';
import { readCertificate, signCms } from '../../../pki/index.ts';
import type { Fact } from '../../../platform/pdf/model.ts';
import { createPdf } from '../../../platform/pdf/index.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import {
  attachToDraft,
  ensureReceipt,
  fillDraft,
  freezePaper,
  savePage,
  signDraft,
  startDraft,
  submitApplication,
} from '../../applications/index.ts';
import { findOwnCase } from '../../cases/index.ts';
import { pkiDir } from '../keys/folder.ts';
import type { Pages } from './answers.ts';

type Filing = Readonly<{
  slug: string;
  pages: Pages;
  /** Documents to attach, by their id in the definition, with the words that stand in the file. */
  papers?: Readonly<Record<string, string>>;
  /** Key of the demo with which the paper is signed. */
  signWith?: string;
}>;

/** Begins a draft and fills in these pages, as the person would. */
export async function fill(ctx: Context, actor: Actor, { slug, pages, papers = {} }: Filing): Promise<string> {
  const draft = await startDraft(ctx, actor, { slug, fill: false });
  let { revision } = draft;
  for (const [page, body] of Object.entries(pages)) {
    const saved = await savePage(ctx, actor, { id: draft.id, page, revision, body: { ...body, do: 'continue' } });
    revision = saved.draft.revision;
  }
  await fillDraft(ctx, actor, draft.id);
  for (const [field, words] of Object.entries(papers)) {
    const stored = await ctx.files.store(await paper(ctx, words));
    const upload = { field, name: `${words}.pdf`, type: 'application/pdf' as const, stored };
    const errors = await attachToDraft(ctx, actor, { id: draft.id, uploads: [upload] });
    if (errors.length > 0) throw new Error(`demo: ${field}: ${errors.map(({ message }) => message).join('; ')}`);
  }
  return draft.id;
}

/** Fills in, signs where asked, and sends; gives the number. */
export async function file(ctx: Context, actor: Actor, filing: Filing): Promise<string> {
  const id = await fill(ctx, actor, filing);
  if (filing.signWith !== undefined) await sign(ctx, actor, id, filing.signWith);
  const sent = await submitApplication(ctx, actor, id);
  if (sent.kind === 'sent') {
    await ensureReceipt(ctx, (await findOwnCase(ctx, actor, sent.number)).id);
    return sent.number;
  }
  throw new Error(
    `demo: ${filing.slug} was not sent: ${sent.code} ${sent.problems.map((problem) => JSON.stringify(problem)).join('; ')}`,
  );
}

async function sign(ctx: Context, actor: Actor, id: string, keyName: string): Promise<void> {
  const frozen = await freezePaper(ctx, actor, id);
  if (frozen.kind !== 'frozen' || frozen.draft.paper === null)
    throw new Error(`demo: the paper was not frozen: ${JSON.stringify(frozen)}`);
  const read = (name: string) => readFile(path.join(pkiDir(ctx), name));
  const signature = signCms({
    content: await ctx.files.read(frozen.draft.paper.file.id),
    certificate: readCertificate(await read(`keys/${keyName}.crt.pem`)),
    key: createPrivateKey(await read(`keys/${keyName}.key.pem`)),
    chain: [readCertificate(await read('ca.crt.pem'))],
    at: ctx.clock.now(),
    detached: true,
  });
  const signed = await signDraft(ctx, actor, { id, signature: await ctx.files.store(signature) });
  if (!signed.ok) throw new Error(`demo: the signature was refused: ${signed.code}`);
}

/** A page with a line of words stands for whatever paper a service wants; `rows` are what stands in it. */
export function paper(ctx: Context, words: string, rows: readonly Fact[] = []): Promise<Buffer> {
  const { region, timeZone } = ctx.config;
  return createPdf({
    title: words,
    regionName: region.name,
    portalName: `Личный кабинет ${region.code}`,
    blocks: [
      { kind: 'paragraph', text: 'Учебный документ демонстрации. Людей и событий, о которых он говорит, не было.' },
      ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    ],
    footer: 'Демонстрация',
    createdAt: ctx.clock.now(),
    zone: timeZone,
  });
}
