import { readForm, type FormResult } from '../../../http/forms.ts';

export type WithdrawalForm = Readonly<{ reason: string; revision: number }>;

/** «Отозвать»: why, if the person wants to say, and the revision that the page showed. */
export function parseWithdrawal(body: unknown): FormResult<WithdrawalForm> {
  const form = readForm(body);
  return form.result({ reason: form.multiline('reason', { max: 1000 }), revision: form.revision() });
}
