/** True when the database asks to try the whole transaction again: a busy SQLite, or PostgreSQL's 40001, 40P01 and 55P03. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return /^SQLITE_(BUSY|LOCKED)/.test(code) || ['40001', '40P01', '55P03'].includes(code);
}

/** True when a unique index refused a row, on either database. */
export function isDuplicate(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error));
}

/**
 * True when a query failed because the connection did or the server is going away: SQLSTATE classes 08 and 57P, and the
 * errors of the socket. Whether a commit under way succeeded is then unknown.
 */
export function isUnreachable(error: unknown): boolean {
  // When the other side just closes the connection, the driver gives no code.
  return (
    /^(08...|57P..|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(codeOf(error)) ||
    messageOf(error).startsWith('Connection terminated')
  );
}

/** The driver's errors are told by their code alone: native modules make them outside the realm whose Error we see. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
}
