import type { Page } from '../definition/service.ts';
import { itemName, itemsOf, type Answers } from './answers.ts';

/** Which button of a page was pressed; Enter and anything unknown mean «continue». */
export type Intent =
  | Readonly<{ kind: 'continue' | 'save' | 'back' | 'check' }>
  | Readonly<{ kind: 'add'; group: string }>
  | Readonly<{ kind: 'remove'; group: string; index: number }>;

/** Reads the value of the button `do`: «save», «add:family», «remove:family_1». */
export function intentOf(pressed: unknown, page: Page): Intent {
  const [verb, target = ''] = typeof pressed === 'string' ? pressed.split(':') : [];
  if (verb === 'save' || verb === 'back' || verb === 'check') return { kind: verb };
  const [group = '', index = ''] = target.split('_');
  const known = page.fields.some((item) => item.type === 'group' && item.id === group);
  if (known && verb === 'add') return { kind: 'add', group };
  if (known && verb === 'remove' && /^\d{1,2}$/.test(index)) return { kind: 'remove', group, index: Number(index) };
  return { kind: 'continue' };
}

/** Adds an empty item to a group or takes one away, within its limits. Other intents change nothing. */
export function changeGroup(answers: Answers, intent: Intent, page: Page): Answers {
  if (intent.kind !== 'add' && intent.kind !== 'remove') return answers;
  const group = page.fields.find((item) => item.id === intent.group);
  if (group?.type !== 'group') return answers;
  const items = itemsOf(answers, group.id);
  if (intent.kind === 'remove') return { ...answers, [group.id]: items.filter((_, index) => index !== intent.index) };
  const shown = Math.max(items.length, group.min);
  const padded = [...items, ...Array.from({ length: shown - items.length }, () => ({}))];
  return { ...answers, [group.id]: shown < group.max ? [...padded, {}] : padded };
}

/** Where the page is to be shown from after the button: the new item, or the group that lost one. */
export function anchorAfter(intent: Intent, answers: Answers): string | null {
  if (intent.kind === 'add') return itemName(intent.group, itemsOf(answers, intent.group).length - 1);
  return intent.kind === 'remove' ? intent.group : null;
}
