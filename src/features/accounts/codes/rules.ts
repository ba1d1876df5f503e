import { counted } from '../../../platform/values/plural.ts';

const second = 1000;

/** A refusal to send or accept a one-time code: stable code and Russian words. */
export type CodeRefusal = Readonly<{ ok: false; code: CodeRefusalCode; message: string }>;

export type CodeRefusalCode =
  'AUTH-CODE-WRONG' | 'AUTH-CODE-EXPIRED' | 'AUTH-CODE-USED' | 'AUTH-CODE-TRIES' | 'AUTH-CODE-WAIT' | 'AUTH-CODE-LIMIT';

export type SentCode = Readonly<{ createdAt: number; expiresAt: number; usedAt: number | null; tries: number }>;

export type CodeLimits = Readonly<{ codeTries: number; codeResendSeconds: number; codesPerHour: number }>;

/** How far back unused codes to one number are counted. */
export const codeWindow = 3600 * second;

/** Six digits, as every one-time code has. */
export const codeLength = 6;

/**
 * Whether another code may be sent now (UTC ms): not sooner than `codeResendSeconds` after the last one of the same attempt,
 * and not more than `codesPerHour` unused ones to one number within an hour.
 */
export function mayIssue(
  now: number,
  last: SentCode | null,
  unusedInHour: number,
  limits: CodeLimits,
): { ok: true } | CodeRefusal {
  const wait = last === null || last.usedAt !== null ? 0 : resendAt(last, limits) - now;
  if (wait > 0)
    return refuse(
      'AUTH-CODE-WAIT',
      `Новый код можно запросить через ${counted(Math.ceil(wait / second), 'секунду', 'секунды', 'секунд')}. Предыдущий ещё в пути`,
    );
  if (unusedInHour >= limits.codesPerHour) {
    return refuse('AUTH-CODE-LIMIT', 'За час отправлено слишком много кодов. Попробуйте через час');
  }
  return { ok: true };
}

/** The moment from which another code may be sent within the same attempt. */
export function resendAt(last: Pick<SentCode, 'createdAt'>, limits: Pick<CodeLimits, 'codeResendSeconds'>): number {
  return last.createdAt + limits.codeResendSeconds * second;
}

/** Whether a code may still be tried, before it is compared. `null`: none was sent, or it was swept long ago. */
export function mayTry(
  now: number,
  sent: SentCode | null,
  limits: Pick<CodeLimits, 'codeTries'>,
): { ok: true } | CodeRefusal {
  if (sent === null) return refuse('AUTH-CODE-EXPIRED', 'Срок действия кода истёк. Запросите новый');
  if (sent.usedAt !== null) return refuse('AUTH-CODE-USED', 'Этот код уже использован. Запросите новый');
  if (sent.tries >= limits.codeTries) return triesUsedUp();
  if (now >= sent.expiresAt) return refuse('AUTH-CODE-EXPIRED', 'Срок действия кода истёк. Запросите новый');
  return { ok: true };
}

/** What a wrong code is answered with; `left` tries remain. */
export function wrongCode(left: number): CodeRefusal {
  if (left <= 0) return triesUsedUp();
  return refuse('AUTH-CODE-WRONG', `Код не подошёл: нужен последний из присланных. Осталось попыток: ${left}`);
}

function triesUsedUp(): CodeRefusal {
  return refuse('AUTH-CODE-TRIES', 'Код введён неверно слишком много раз. Запросите новый');
}

function refuse(code: CodeRefusalCode, message: string): CodeRefusal {
  return { ok: false, code, message };
}
