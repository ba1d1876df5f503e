import type { Context } from '../../context.ts';
import type { CertificateFacts, SignatureVerdict } from './rules.ts';

/** A signature with the verdict of the moment when it was taken. `subject` names what was signed. */
export type KeptSignature = Readonly<{
  id: string;
  subjectKind: 'application';
  subjectId: string;
  personId: string;
  contentFileId: string;
  signatureFileId: string;
  outcome: SignatureVerdict['outcome'];
  code: string | null;
  certificate: CertificateFacts;
  verifiedAt: number;
}>;

type Row = {
  id: string;
  subject_kind: 'application';
  subject_id: string;
  person_id: string;
  content_file_id: string;
  signature_file_id: string;
  outcome: SignatureVerdict['outcome'];
  code: string | null;
  certificate_sealed: string;
  verified_at: number;
};

export async function insertSignature(tx: Context, signature: KeptSignature): Promise<void> {
  await tx.db('signatures').insert({
    id: signature.id,
    subject_kind: signature.subjectKind,
    subject_id: signature.subjectId,
    person_id: signature.personId,
    content_file_id: signature.contentFileId,
    signature_file_id: signature.signatureFileId,
    outcome: signature.outcome,
    code: signature.code,
    certificate_sealed: tx.cipher.seal('signatures.certificate', signature.id, JSON.stringify(signature.certificate)),
    verified_at: signature.verifiedAt,
  });
}

/** Every signature under a subject, oldest first; the caller has loaded the subject through the actor. */
export async function signaturesOf(
  ctx: Context,
  subjectKind: KeptSignature['subjectKind'],
  subjectId: string,
): Promise<KeptSignature[]> {
  const rows = (await ctx
    .db('signatures')
    .where({ subject_kind: subjectKind, subject_id: subjectId })
    .orderBy('id')
    .select('*')) as Row[];
  return rows.map((row) => opened(ctx, row));
}

const columns = [
  'id',
  'subject_kind',
  'subject_id',
  'person_id',
  'content_file_id',
  'signature_file_id',
  'outcome',
  'code',
  'certificate_sealed',
  'verified_at',
] as const satisfies readonly (keyof Row)[];

/** A row of a read model that joins `signatures as g`, where it may find none, and selects `joinedSignature`. */
export type JoinedSignature = { [Column in keyof Row as `signature_${Column}`]: Row[Column] | null };
export const joinedSignature: readonly string[] = columns.map((name) => `g.${name} as signature_${name}`);

/** The signature of such a row, or null. */
export function toJoinedSignature(ctx: Context, row: JoinedSignature): KeptSignature | null {
  if (row.signature_id === null) return null;
  return opened(ctx, Object.fromEntries(columns.map((name) => [name, row[`signature_${name}`]])) as Row);
}

function opened(ctx: Context, row: Row): KeptSignature {
  return {
    id: row.id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    personId: row.person_id,
    contentFileId: row.content_file_id,
    signatureFileId: row.signature_file_id,
    outcome: row.outcome,
    code: row.code,
    certificate: ctx.cipher.openJson('signatures.certificate', row.id, row.certificate_sealed) as CertificateFacts,
    verifiedAt: row.verified_at,
  };
}
