import { readForm, type FormResult } from '../../../http/forms.ts';
import { idParam } from '../../../http/params.ts';

export type AnswerForm = Readonly<{ answer: string; intent: 'upload' | 'send'; remove: string | null }>;

/** An answer to a request: its words, and which button was pressed; Enter and anything unknown mean «Подтвердить отправку». */
export function parseAnswer(body: unknown): FormResult<AnswerForm> {
  const form = readForm(body);
  const remove = form.text('remove');
  const answer = form.multiline('answer', { max: 4000 });
  const intent = form.choice('do', ['upload', 'send']) ?? 'send';
  return form.result({ answer, intent, remove: idParam.test(remove) ? remove : null });
}
