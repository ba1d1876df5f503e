import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured log on standard output. Callers log ids and codes, never personal data; errors are cut to type, code and stack. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError },
  });
}

/** Messages of database errors quote values, so only the place of an error is logged, not its words. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  return { type: error.name, code: 'code' in error ? String(error.code) : undefined, stack: frames.join('\n') };
}
