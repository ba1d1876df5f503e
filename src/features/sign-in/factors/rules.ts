/** Seconds of one step of a generator app (RFC 6238), and how far a clock may be off: one step either way. */
export const stepSeconds = 30;

/** The secret in groups of four, as one types it. */
export function spelledSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
