import type { Context } from '../../../context.ts';
import { toFileOrNull, type KeptFile, type MaybeFile } from '../../../platform/files/file-store.ts';

/** The files of rows that join none, one or several copies each, in the order of the rows. */
export function scansIn({ cipher }: Pick<Context, 'cipher'>, rows: readonly MaybeFile[]): KeptFile[] {
  return rows.flatMap((row) => toFileOrNull(cipher, row) ?? []);
}

/** Puts a kept file among the copies of a person's next request. */
export async function addScan(tx: Context, personId: string, fileId: string): Promise<void> {
  await tx.db('confirmation_scans').insert({ file_id: fileId, person_id: personId });
}

/** What was copied for the next request goes with this one. */
export async function sendScans(tx: Context, personId: string, confirmationId: string): Promise<void> {
  await tx
    .db('confirmation_scans')
    .where({ person_id: personId, confirmation_id: null })
    .update({ confirmation_id: confirmationId });
}

/** Removes copies together with their files. */
export async function dropScans(tx: Context, scans: readonly Pick<KeptFile, 'id'>[]): Promise<void> {
  for (const { id } of scans) {
    await tx.db('confirmation_scans').where({ file_id: id }).delete();
    await tx.files.drop(id);
  }
}
