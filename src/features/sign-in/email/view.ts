import type { Context } from '../../../context.ts';
import type { Entered, FieldError } from '../../../http/forms.ts';
import { formatEmail, maskEmail } from '../../../platform/values/email.ts';
import { emailCodeKey } from './actions.ts';
import { sentCodeView, type SentCodeView } from '../second-step/view.ts';
import { linkState, type EmailConfirmation } from './rules.ts';

/** The page that a letter's link opens. `unknown`: the token is nobody's. */
export function linkPage(
  confirmation: EmailConfirmation | null,
  token: string,
  now: number,
  refusal: string | null = null,
) {
  return {
    state: confirmation === null ? 'unknown' : linkState(confirmation, now),
    email: confirmation === null ? '' : maskEmail(confirmation.email),
    token,
    refusal,
  };
}

export type EmailPage = Readonly<{
  pending: string | null;
  sent: SentCodeView | null;
  entered: Entered;
  errors: readonly FieldError[];
  code: string | null;
}>;

/** The page of one's own address: a code for the one that waits, or another address. */
export async function emailPage(
  ctx: Context,
  personId: string,
  pending: string | null,
  form: Readonly<{ entered?: Entered; errors?: readonly FieldError[] }> = {},
): Promise<EmailPage> {
  const errors = form.errors ?? [];
  return {
    pending: pending === null ? null : formatEmail(pending),
    sent: pending === null ? null : await sentCodeView(ctx, emailCodeKey(personId, pending), formatEmail(pending)),
    entered: form.entered ?? { email: pending === null ? '' : formatEmail(pending) },
    errors,
    code: errors[0]?.code ?? null,
  };
}
