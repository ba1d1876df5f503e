import type { Context } from '../../../context.ts';
import type { Entered, FieldError } from '../../../http/forms.ts';
import { formatTime } from '../../../platform/values/time.ts';
import type { LoginRefusal } from './rules.ts';

/** What the login page says above the form, besides mistakes: why one is here. */
export type LoginNote = 'ended' | null;

export type LoginPage = Readonly<{
  next: string;
  note: LoginNote;
  /** A form that came too late waits behind the login. */
  held: boolean;
  entered: Entered;
  errors: readonly FieldError[];
  /** What to do about a refusal, and its code for support. */
  advice: string | null;
  code: string | null;
}>;

export function loginPage({ next, note }: Readonly<{ next: string | null; note: LoginNote }>): LoginPage {
  return {
    next: next ?? '',
    note,
    held: next?.startsWith('/login/held/') === true,
    entered: {},
    errors: [],
    advice: null,
    code: null,
  };
}

/** The login page after a refusal: the same form with what was typed but for the password. */
export function refusedLogin(
  ctx: Pick<Context, 'config'>,
  refusal: LoginRefusal,
  form: Readonly<{ login: string; foreign: boolean; next: string | null }>,
): LoginPage {
  return {
    next: form.next ?? '',
    note: null,
    held: false,
    entered: { login: form.login, foreign: form.foreign ? ['yes'] : [] },
    errors: [{ field: 'login', message: refusal.message, code: refusal.code }],
    advice: adviceFor(refusal, ctx.config.timeZone),
    code: refusal.code,
  };
}

function adviceFor({ code, lockedUntil }: LoginRefusal, timeZone: string): string {
  if (code === 'AUTH-LOCKED') {
    const until = lockedUntil === undefined ? '' : ` до ${formatTime(lockedUntil, timeZone)}`;
    return `Вход по паролю отсюда закрыт${until}: подождите и войдите снова. Если такая учётная запись есть, мы сообщим её владельцу. С устройства, на котором вы уже входили, можно войти сразу.`;
  }
  if (code === 'AUTH-BLOCKED')
    return 'Войти нельзя, пока блокировку не снимут. Обратитесь в поддержку портала и назовите код ошибки.';
  return 'Проверьте раскладку клавиатуры и клавишу Caps Lock. После нескольких ошибок подряд вход закроется на время.';
}
