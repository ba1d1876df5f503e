/** Why a signature, a certificate or a list is refused: stable, shown to people, explained in the help. */
export type SignatureCode =
  | 'SIG-DAMAGED'
  | 'SIG-ABSENT'
  | 'SIG-COVERAGE'
  | 'SIG-DIGEST'
  | 'SIG-INVALID'
  | 'SIG-EXPIRED'
  | 'SIG-NOT-YET'
  | 'SIG-REVOKED'
  | 'SIG-NOT-FOUND'
  | 'SIG-UNKNOWN-ISSUER'
  | 'SIG-CHAIN'
  | 'SIG-ALGORITHM'
  | 'SIG-USAGE'
  | 'SIG-STATUS-UNKNOWN'
  | 'SIG-TOO-HARD';

/** The one error that this library throws at foreign bytes; the message is English, for developers and logs. */
export class PkiError extends Error {
  readonly code: SignatureCode;

  constructor(code: SignatureCode, message: string) {
    super(message);
    this.name = 'PkiError';
    this.code = code;
  }
}

/** The error for bytes that do not have the form that their standard demands; thrown by the caller. */
export function damaged(message: string): PkiError {
  return new PkiError('SIG-DAMAGED', message);
}

/** The error for an algorithm, key or parameter that is too weak or not known here; thrown by the caller. */
export function unsupported(message: string): PkiError {
  return new PkiError('SIG-ALGORITHM', message);
}
