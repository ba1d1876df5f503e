import type { Context } from '../../context.ts';
import type { StoredFile } from '../../platform/files/file-store.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { makeCheckCode, type DocumentKind, type DocumentType, type StoredDocument } from './rules.ts';
import { insertDocument } from './store.ts';

/** A new code of 80 bits for the public check. It must be known before the PDF is made, for its QR shows it. */
export function newCheckCode(ctx: Context): string {
  return makeCheckCode(ctx.random.bytes(10));
}

export type NewDocument = Readonly<{
  party: Party;
  kind: DocumentKind;
  title: string;
  fileId: string;
  type?: string;
  number?: string;
  checkCode?: string;
  issuer?: string;
  caseNumber?: string;
}>;

/** Puts a kept file among the party's documents; joins the caller's transaction. */
export async function addDocument(tx: Context, document: NewDocument): Promise<StoredDocument> {
  const stored: StoredDocument = {
    id: tx.ids.next(),
    party: document.party,
    kind: document.kind,
    type: document.type ?? document.kind,
    title: document.title,
    number: document.number ?? null,
    checkCode: document.checkCode ?? null,
    issuer: document.issuer ?? null,
    fileId: document.fileId,
    caseNumber: document.caseNumber ?? null,
    status: document.kind === 'uploaded' ? 'uploaded' : 'issued',
    createdAt: tx.clock.now(),
  };
  await insertDocument(tx, stored);
  return stored;
}

/** Keeps a file that a person uploaded under «Документы». `file` has been inspected: `type` is what its content says. */
export async function uploadDocument(
  ctx: Context,
  actor: Actor,
  input: Readonly<{
    stored: StoredFile;
    name: string;
    mediaType: string;
    type: DocumentType;
    title: string;
    number: string;
  }>,
): Promise<StoredDocument> {
  return ctx.transaction(async (tx) => {
    const file = await tx.files.keep(input.stored, { name: input.name, type: input.mediaType });
    const document = await addDocument(tx, {
      party: actor.party,
      kind: 'uploaded',
      type: input.type,
      title: input.title,
      fileId: file.id,
      ...(input.number !== '' && { number: input.number }),
    });
    await tx.audit.record({
      act: 'document.uploaded',
      personId: actor.personId,
      actorId: actor.personId,
      party: actor.party,
      subject: document.id,
    });
    return document;
  });
}
