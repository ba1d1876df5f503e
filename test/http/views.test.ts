import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createViews } from '../../src/http/views.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'kabinet-views-'));
mkdirSync(path.join(root, 'page'));
const views = createViews({ root, asset: (name) => `/static/${name}`, timeZone: 'Europe/Moscow', cached: false });
afterAll(() => rmSync(root, { recursive: true }));

function render(template: string, model: object = {}, name = 'page/page'): string {
  writeFileSync(path.join(root, `${name}.njk`), template);
  return views.render(name, model);
}

test('what people type is escaped in pages and letters, and left alone in plain text', () => {
  const model = { name: '<b>ООО «Ромашка» & "К°"</b>' };
  expect(render('{{ name }}', model)).toBe('&lt;b&gt;ООО «Ромашка» &amp; &quot;К°&quot;&lt;/b&gt;');
  expect(render('{{ name }}', model, 'page/letter.html')).toContain('&lt;b&gt;');
  expect(render('{{ name }}', model, 'page/letter.txt')).toBe(model.name);
});

test('a missing value, a missing template and a missing date fail instead of showing nothing', () => {
  expect(() => render('{{ nobody }}')).toThrow(/undefined/);
  expect(() => render('{{ at | date }}', { at: undefined })).toThrow(/not a time/);
  expect(() => views.render('page/nowhere', {})).toThrow(/not found/);
});

test('times are shown in the time zone of the deployment', () => {
  const at = Date.UTC(2026, 10, 19, 21, 36);
  expect(render('{{ at | date }}|{{ at | time }}|{{ at | dateTime }}', { at })).toBe(
    '20.11.2026|00:36|20.11.2026 00:36',
  );
});

test('numbers, sums, sizes and identifiers are set as people write them', () => {
  const plain = (template: string) => render(template).replaceAll('\u00A0', ' ');
  expect(plain('{{ 655360 | fileSize }}')).toBe('640 КБ');
  expect(plain('{{ 500050 | money }}')).toBe('5 000,50 ₽');
  expect(plain("{{ 21 }} {{ 21 | plural('день', 'дня', 'дней') }}")).toBe('21 день');
  expect(plain("{{ '+79000000001' | phone }}")).toBe('+7 900 000-00-01');
  expect(plain("{{ '11223344595' | snils }}")).toBe('112-233-445 95');
});

test('words of pages are typeset, those of plain text and what people typed are not', () => {
  const template = "<p>Войти в кабинет</p>{{ 'О вас' }} {{ typed }} {{ typed | typeset }}";
  const model = { typed: 'дом с садом' };
  expect(render(template, model).replaceAll('\u00A0', '~')).toBe('<p>Войти в~кабинет</p>О~вас дом с садом дом с~садом');
  const title = '<title>{% block title %}Вход в кабинет{% endblock %} — Личный кабинет</title>';
  expect(render(title)).toBe('<title>Вход в кабинет — Личный кабинет</title>');
  expect(render('Войти в кабинет', {}, 'page/letter.txt')).toBe('Войти в кабинет');
});

test('a control finds its own mistake among those of the page', () => {
  const errors = [{ field: 'born-year', message: 'Год пишется четырьмя цифрами' }];
  expect(render("{{ errors | errorFor('born', 'born-year') }}", { errors })).toBe('Год пишется четырьмя цифрами');
  expect(render("[{{ errors | errorFor('name') }}]", { errors })).toBe('[]');
  expect(render("[{{ errors | errorFor('name') }}]")).toBe('[]');
});

test('static files are named by their fingerprinted address', () => {
  expect(render("{{ asset('css/kabinet.css') }}")).toBe('/static/css/kabinet.css');
});

test('a registry or telephone number stays on one line, with the sign before it and the mark after it', () => {
  const template = '{% for part in text | parts %}{% if part.short %}[{{ part.text }}]{% endif %}{% endfor %}';
  const short = (text: string) => render(template, { text }).replaceAll('\u00A0', ' ');
  expect(short('Дело № 44-2026-000123-7, звоните +7 900 000-00-01.')).toBe('[№ 44-2026-000123-7,][+7 900 000-00-01.]');
  expect(short('44-2026-000123-7 · Расписка 44-2026-000123-7.pdf')).toBe('[44-2026-000123-7 ·][44-2026-000123-7]');
});
