import { expect, test } from '@jest/globals';
import { typeset } from '../../../src/platform/values/typesetting.ts';

/** The typeset text with its hard spaces shown as «~». */
const shown = (text: string): string => typeset(text).replaceAll('\u00A0', '~');

test.each([
  ['Войти в кабинет и на сайт', 'Войти в~кабинет и~на~сайт'],
  ['Предложение. В доме', 'Предложение. В~доме'],
  ['Результат — в разделе «Документы»', 'Результат~— в~разделе «Документы»'],
  ['«Отправлено» → «В работе»', '«Отправлено»~→ «В~работе»'],
  ['Областной архив · 20.11.2026 10:00', 'Областной архив~· 20.11.2026~10:00'],
  ['10 рабочих дней, до 5 МБ', '10~рабочих дней, до~5~МБ'],
  ['г. Кострома, ул. Лесная, д. 53, кв. 79', 'г.~Кострома, ул.~Лесная, д.~53, кв.~79'],
  ['для ООО «Ромашка»', 'для ООО~«Ромашка»'],
  ['№ 44-2026-000009-7', '№~44-2026-000009-7'],
])('in «%s» no line ends where it must not', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  'Слово в',
  '44-2026-000005-6 одобрено',
  '05.12.2026 включительно',
  'QR-код рядом',
  'Кабинет-в слово',
  'и\nв',
])('nothing changes in «%s»', (text) => {
  expect(typeset(text)).toBe(text);
});

test('elements, addresses and code of templates are left alone', () => {
  const source = '{% if a > 2 and b %}<a href="/help" class="as-link danger">{{ o.text | typeset }}</a>{% endif %}';
  expect(typeset(source)).toBe(source);
});
