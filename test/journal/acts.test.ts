import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { acts, actsOfKind, actKinds, wordsOfAct, type ActKind } from '../../src/features/journal/acts.ts';

const root = path.join(import.meta.dirname, '../../src');

/** Acts whose names the source puts together: how they begin, and how they may end. */
const composed: Readonly<Record<string, readonly string[]>> = { 'message.': ['read', 'archived', 'restored'] };

/** Names of acts as the source writes them: beside `act:` and `audit:`, and handed to the helpers that journal. */
function actsInSource(): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('features/journal/acts'),
  );
  const found = files.flatMap((name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    const named = text.matchAll(/\b(?:act|audit): (?:[^,\n]*\?\? )?'([a-z.-]+)'/g);
    const helpers = text.matchAll(/\b(?:record|recordDraft|journal|told)\(\s*tx,[^;]*?\);/g);
    const handed = [...helpers].flatMap(([call]) => [...call.matchAll(/'([a-z]+(?:-[a-z]+)*(?:\.[a-z-]+)+)'/g)]);
    const names = [...named, ...handed].map(([, act = '']) => act);
    const beginnings = [...text.matchAll(/\b(?:record|recordDraft|journal|told)\(\s*tx,[^;]*?`([a-z.-]+)\$\{/g)];
    const endings = beginnings.flatMap(([, begin = '']) => composed[begin]?.map((end) => begin + end) ?? [`${begin}…`]);
    return [...names.filter((act) => act.includes('.') || act === 'logout'), ...endings];
  });
  return [...new Set(found)].sort();
}

describe('words for acts', () => {
  test('the search in the source finds acts of every way of journalling', () => {
    expect(actsInSource()).toEqual(
      expect.arrayContaining([
        'access.refused',
        'case.moved',
        'draft.started',
        'factor.app.enabled',
        'login.refused',
        'logout',
        'message.restored',
        'staff.created',
      ]),
    );
    expect(actsInSource().length).toBeGreaterThan(40);
  });

  test('there are some for every act that the source journals', () => {
    expect(actsInSource().filter((act) => acts[act] === undefined)).toEqual([]);
  });

  test('there are none for acts that nobody journals any more', () => {
    const used = new Set(actsInSource());
    expect(Object.keys(acts).filter((act) => !used.has(act))).toEqual([]);
  });

  test('are Russian, begin with a capital letter and end without a stop', () => {
    for (const { words, refused = words } of Object.values(acts))
      for (const text of [words, refused]) expect(text).toMatch(/^[А-ЯЁ][А-Яа-яЁё :,]+[а-яё]$/);
  });

  test('an act without words of its own gets some that are true of all', () => {
    expect(wordsOfAct('something.new', 'done')).toBe('Действие с вашими данными');
    expect(wordsOfAct('constructor', 'done')).toBe('Действие с вашими данными');
  });

  test('a refusal does not read as if it had been done', () => {
    expect(wordsOfAct('password.changed', 'refused')).toBe('Смена пароля');
  });

  test('every act is of exactly one kind, and «Остальное» takes in what is unknown', () => {
    const narrow = (Object.keys(actKinds) as ActKind[])
      .map(actsOfKind)
      .flatMap((some) => ('only' in some ? some.only : []));
    const rest = actsOfKind('other');
    expect('without' in rest && [...rest.without].sort()).toEqual([...narrow].sort());
    expect(new Set(narrow).size).toBe(narrow.length);
    expect(narrow).not.toContain('something.new');
  });
});
