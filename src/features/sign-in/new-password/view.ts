import type { Context } from '../../../context.ts';
import type { FieldError } from '../../../http/forms.ts';
import { counted } from '../../../platform/values/plural.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { actorOfPerson, passwordChangedAt, type Person } from '../../accounts/index.ts';
import { passwordRulesOf } from '../passwords/actions.ts';

export type NewPasswordPage = Readonly<{
  /** The day on which the present password was chosen. */
  since: string;
  /** How long a password may serve: «180 дней». */
  term: string;
  minLength: number;
  errors: readonly FieldError[];
}>;

/** The page that asks, after login, for a password in the place of one that is too old. */
export async function newPasswordPage(
  ctx: Context,
  person: Person,
  errors: readonly FieldError[],
): Promise<NewPasswordPage> {
  const { minLength } = await passwordRulesOf(ctx, actorOfPerson(person));
  return {
    since: formatDate(await passwordChangedAt(ctx, person.id), ctx.config.timeZone),
    term: counted(ctx.config.limits.passwordMaxAgeDays, 'день', 'дня', 'дней'),
    minLength,
    errors,
  };
}
