import type { Context } from '../../../context.ts';
import type { ConsentKind } from '../rules.ts';

export type Consent = Readonly<{ kind: ConsentKind; version: string; grantedAt: number; withdrawnAt: number | null }>;

/** Notes that the person agreed to one version of one text. */
export async function grantConsent(tx: Context, personId: string, kind: ConsentKind, version: string): Promise<void> {
  await tx
    .db('consents')
    .insert({ id: tx.ids.next(), person_id: personId, kind, version, granted_at: tx.clock.now(), withdrawn_at: null });
}

/** Everything the person ever agreed to, newest first. */
export async function consentsOf(ctx: Context, personId: string): Promise<Consent[]> {
  const rows = (await ctx
    .db('consents')
    .where({ person_id: personId })
    .orderBy('granted_at', 'desc')
    .orderBy('id', 'desc')
    .select('kind', 'version', 'granted_at', 'withdrawn_at')) as {
    kind: ConsentKind;
    version: string;
    granted_at: number;
    withdrawn_at: number | null;
  }[];
  return rows.map((row) => ({
    kind: row.kind,
    version: row.version,
    grantedAt: row.granted_at,
    withdrawnAt: row.withdrawn_at,
  }));
}
