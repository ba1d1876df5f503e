const hour = 3_600_000;

/** How long the link in a letter confirms the address. */
export const linkTerm = 72 * hour;

/** An address that a person named and has not confirmed, or has just confirmed. */
export type EmailConfirmation = Readonly<{
  id: string;
  personId: string;
  email: string;
  expiresAt: number;
  confirmedAt: number | null;
}>;

/** Whether a link still confirms at `now` (UTC ms): once, and not after its term. */
export function linkState({ confirmedAt, expiresAt }: EmailConfirmation, now: number): 'open' | 'done' | 'expired' {
  if (confirmedAt !== null) return 'done';
  return now < expiresAt ? 'open' : 'expired';
}
