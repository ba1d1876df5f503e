import type { Context } from '../../../context.ts';
import { second } from '../../../platform/values/durations.ts';
import type { FieldError } from '../../../http/forms.ts';
import { maskPhone } from '../../../platform/values/phone.ts';
import { counted } from '../../../platform/values/plural.ts';
import { formatTime } from '../../../platform/values/time.ts';
import { codeTimes, contactsOf, type CodeKey } from '../../accounts/index.ts';
import { loginCodeKey, type PendingLogin } from './actions.ts';

/** What a page says of a code that was sent. `wait`: «47 секунд» until another may be asked for, null when it may now. */
export type SentCodeView = Readonly<{ to: string; sentAt: string | null; minutes: string; wait: string | null }>;

export type CodePage = Readonly<{
  factor: 'sms' | 'app';
  sent: SentCodeView | null;
  errors: readonly FieldError[];
  code: string | null;
  /** What the summary of mistakes is called, '' for its usual name. */
  refusal: string;
}>;

/** The page that asks for the code of a login. */
export async function codePage(
  ctx: Context,
  pending: PendingLogin,
  errors: readonly FieldError[] = [],
): Promise<CodePage> {
  const { factor } = pending.flow;
  const code = errors[0]?.code ?? null;
  const refusal = refusalTitle(code, factor);
  if (factor === 'app') return { factor, sent: null, errors, code, refusal };
  const { phone } = await contactsOf(ctx, pending.personId);
  const sent = await sentCodeView(ctx, loginCodeKey(pending.sessionId, phone), maskPhone(phone));
  return { factor, sent, errors, code, refusal };
}

/** What a refusal is called above its words: a code of an SMS that was tried in vain leaves the phone unconfirmed. */
export function refusalTitle(code: string | null, factor: 'sms' | 'app'): string {
  if (code === null) return '';
  const tried = ['AUTH-CODE-WRONG', 'AUTH-CODE-EXPIRED', 'AUTH-CODE-USED', 'AUTH-CODE-TRIES'].includes(code);
  return tried && factor === 'sms' ? 'Не удалось подтвердить телефон' : 'Не получилось';
}

/** A number or an address on one line: with hard spaces and hard hyphens. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00A0').replaceAll('-', '\u2011');
}

/** When a code went out and when another may, in words. */
export async function sentCodeView(ctx: Context, key: CodeKey, to: string): Promise<SentCodeView> {
  const times = await codeTimes(ctx, key);
  const minutes = Math.ceil(ctx.config.limits.codeTtlSeconds / 60);
  const left = times === null ? 0 : Math.ceil((times.resendAt - ctx.clock.now()) / second);
  return {
    to: unbroken(to),
    sentAt: times === null ? null : formatTime(times.sentAt, ctx.config.timeZone),
    minutes: counted(minutes, 'минуту', 'минуты', 'минут'),
    wait: left > 0 ? counted(left, 'секунду', 'секунды', 'секунд') : null,
  };
}
