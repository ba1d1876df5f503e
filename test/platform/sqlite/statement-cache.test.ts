import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StatementCache, withFixedPlan } from '../../../src/platform/db/statement-cache.ts';

let db: Database.Database;
beforeAll(() => {
  db = new Database(':memory:');
  db.exec(`create table things (id text primary key, size integer, words text, content blob);
    create index things_size on things (size, id)`);
});
afterAll(() => void db.close());

describe('a plan that holds for every value', () => {
  test.each([
    ['select ?', 'select +?'],
    ['select * from a where b = ? and c in (?, ?) limit ?', 'select * from a where b = +? and c in (+?, +?) limit +?'],
    [
      `select 'why?' as "what?", \`where?\` from a where b = ?`,
      `select 'why?' as "what?", \`where?\` from a where b = +?`,
    ],
    [`select 'it''s?' where a = ?`, `select 'it''s?' where a = +?`],
    ['select 1 -- really?\n where a = ?', 'select 1 -- really?\n where a = +?'],
    ['select /* or? */ ?', 'select /* or? */ +?'],
  ])('%s', (sql, fixed) => {
    expect(withFixedPlan(sql)).toBe(fixed);
  });

  test('is what statements are prepared with, once for each text', () => {
    const cache = new StatementCache(db);
    const statement = cache.get('select id from things where size = ?');
    expect(statement.source).toBe('select id from things where size = +?');
    expect(cache.get('select id from things where size = ?')).toBe(statement);
  });

  test('changes nothing about what is stored and found, nor about the index that is used', () => {
    const cache = new StatementCache(db);
    const values = ['a', 5, '05', Buffer.from([0, 255])];
    cache.get('insert into things (id, size, words, content) values (?, ?, ?, ?)').run(values);
    const kinds = 'typeof(id) as i, typeof(size) as s, typeof(words) as w, typeof(content) as c';
    const find = (column: string, value: unknown) => cache.get(`select id from things where ${column} = ?`).all(value);
    expect(db.prepare(`select ${kinds} from things`).all()).toEqual([
      { i: 'text', s: 'integer', w: 'text', c: 'blob' },
    ]);
    // Text is compared with numbers and numbers with text as the column wants it.
    expect(
      [find('size', 5), find('size', '5'), find('words', '05'), find('words', 5)].map(({ length }) => length),
    ).toEqual([1, 1, 1, 0]);
    const plan = cache.get('explain query plan select id from things where size = ? and id > ?').all([5, '']);
    expect(JSON.stringify(plan)).toContain('USING COVERING INDEX things_size (size=? AND id>?)');
  });
});
