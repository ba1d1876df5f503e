import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createViews, type Views } from '../../src/http/views.ts';

let root = '';
let lasting: Views;
let plain: Views;

const files = {
  'components/part.njk': `{% from "components/inner.njk" import inner %}
{% macro part(o) %}<p>{{ inner(o.text) }}{{ o.at | date if o.at }}</p>{% endmacro %}
{% macro frame(o) %}<div title="{{ o.title }}">{{ caller() }}</div>{% endmacro %}`,
  'components/inner.njk': '{% macro inner(text) %}<b>{{ text }}</b>{% endmacro %}',
  'page.njk': `{% from "components/part.njk" import part, frame %}{% from "components/inner.njk" import inner %}
{{ part({ text: text, at: at }) }}{{ part({ text: inner(text) }) }}{% call frame({ title: 'T' }) %}{{ text }}{% endcall %}`,
};

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kabinet-views-'));
  mkdirSync(path.join(root, 'components'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  const options = { root, asset: (file: string) => `/${file}`, timeZone: 'Europe/Moscow' };
  lasting = createViews({ ...options, cached: true });
  plain = createViews({ ...options, cached: false });
});
afterAll(() => rmSync(root, { recursive: true }));

test('what is remembered is what would have been made anew', () => {
  const models = [
    { text: 'one', at: 0 },
    { text: 'two', at: 86_400_000 },
    { text: '<i>typed</i>', at: 0 },
    { text: '<b>one</b>', at: 0 },
  ];
  for (const model of [...models, ...models.toReversed(), ...models]) {
    expect(lasting.render('page', model)).toBe(plain.render('page', model));
  }
});

test('a text that reads like what a component has made is still escaped', () => {
  lasting.render('page', { text: 'name', at: 0 });
  expect(lasting.render('page', { text: '<b>name</b>', at: 0 })).not.toContain('<p><b>name</b>');
});

test('a component that fails fails each time, and works for others in between', () => {
  const broken = { text: 'x', at: 'never' };
  for (const model of [broken, { text: 'fine', at: 0 }, broken])
    if (model === broken) expect(() => lasting.render('page', model)).toThrow('not a time');
    else expect(lasting.render('page', model)).toContain('fine');
});
