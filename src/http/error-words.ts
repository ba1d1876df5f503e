import { MulterError } from 'multer';
import { AppError, BadRequest, PayloadTooLarge, Unavailable } from '../errors.ts';
import { isBusy } from '../platform/db/errors.ts';

/** The refusal that an error of Express or of a body parser amounts to; null for what nobody foresaw. */
export function refusalOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isBusy(error)) return new Unavailable({ code: 'DB-BUSY' });
  if (error instanceof MulterError) return error.code.startsWith('LIMIT_') ? new PayloadTooLarge() : new BadRequest();
  const status = statusOf(error);
  if (status === 413) return new PayloadTooLarge();
  if (status === 503) return new Unavailable();
  if (status === 415) return new AppError(415, unsupported);
  return status !== null && status >= 400 && status < 500 ? new BadRequest() : null;
}

/** Whether the other side hung up while sending: there is nobody to answer. */
export function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, type } = error as Error & { code?: unknown; type?: unknown };
  return code === 'ECONNRESET' || type === 'request.aborted' || /^Request (?:aborted|closed)$/.test(error.message);
}

/** Errors of Express and its parsers carry the status they deserve. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const { status } = error as Error & { status?: unknown };
  if (typeof status === 'number') return status;
  return error instanceof URIError ? 400 : null;
}

const unsupported = {
  code: 'HTTP-UNSUPPORTED',
  title: 'Запрос не понят',
  explanation: 'Браузер прислал форму в виде, которого мы не понимаем. Попробуйте другой браузер.',
};
