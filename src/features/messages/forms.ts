import { readForm, type FormResult } from '../../http/forms.ts';
import { idParam } from '../../http/params.ts';
import { messageTabs, type MessageTab } from './rules.ts';

export type Selection = Readonly<{ ids: readonly string[]; act: 'read' | 'archive' | 'restore'; tab: MessageTab }>;

/** The messages ticked in the list and what is to be done with them. */
export function parseSelection(body: unknown): FormResult<Selection> {
  const form = readForm(body);
  const given = (body as Record<string, unknown> | undefined)?.['ids'];
  const ids = [given]
    .flat()
    .filter((id): id is string => typeof id === 'string' && idParam.test(id))
    .slice(0, 100);
  if (ids.length === 0) form.error('messages-list', 'Отметьте сообщения, с которыми нужно что-то сделать');
  const act = form.choice('act', ['read', 'archive', 'restore'] as const, { required: 'Выберите действие' });
  const tab = form.choice('tab', messageTabs) ?? 'all';
  return form.result({ ids, act, tab });
}

export function parseReply(body: unknown): FormResult<Readonly<{ text: string }>> {
  const form = readForm(body);
  return form.result({ text: form.multiline('text', { required: 'Напишите ответ', max: 4000 }) });
}
