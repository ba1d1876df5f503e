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
 * True when the server of the database is not there, is going away, or has no connection left: SQLSTATE classes 08 and 57P,
 * 53300, the errors of the socket, and a pool that waited in vain. Whether a commit under way succeeded is then unknown.
 */
export function isUnreachable(error: unknown): boolean {
  if (/^(08...|57P..|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(codeOf(error)))
    return true;
  const { name, message } = wordsOf(error);
  // The driver and the pool give these no code.
  return (
    name === 'KnexTimeoutError' || /^Connection terminated|Client has encountered a connection error/.test(message)
  );
}

/** The driver's errors are told by their code alone: native modules make them outside the realm whose Error we see. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function wordsOf(error: unknown): { name: string; message: string } {
  if (typeof error !== 'object' || error === null) return { name: '', message: '' };
  const { name, message } = error as { name?: unknown; message?: unknown };
  return { name: String(name), message: String(message) };
}
