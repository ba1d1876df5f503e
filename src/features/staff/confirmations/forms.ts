import { readForm, type FormResult } from '../../../http/forms.ts';
import { refusedParts, type Refusal } from '../../confirmation/index.ts';

export type ConfirmationDecision = Readonly<{ verdict: 'approve' } | { verdict: 'refuse'; refusal: Refusal }>;

/** The decision on a request: a refusal names what is wrong and says why, in words that the person will read. */
export function parseDecision(body: unknown): FormResult<ConfirmationDecision> {
  const form = readForm(body);
  const verdict = form.choice('verdict', ['approve', 'refuse'], { required: 'Выберите решение' });
  if (verdict !== 'refuse') {
    form.choice('part', refusedParts);
    form.multiline('reason');
    return form.result({ verdict: 'approve' });
  }
  const part = form.choice('part', refusedParts, { required: 'Выберите, что не подошло' });
  const reason = form.multiline('reason', { required: 'Объясните человеку, что исправить', min: 10, max: 1000 });
  return form.result({ verdict, refusal: { part, reason } });
}
