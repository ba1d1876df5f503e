import { expect, test } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { cleanFileName } from '../../../src/platform/file-inspection/index.ts';

test.each([
  ['Справка о доходах.pdf', 'pdf', 'Справка о доходах.pdf'],
  ['ПАСПОРТ.JPEG', 'jpg', 'ПАСПОРТ.jpg'],
  ['скан.png', 'jpg', 'скан.jpg'],
  ['Справка от 12.05.2026', 'pdf', 'Справка от 12.05.2026.pdf'],
  ['C:\\Users\\Анна\\Рабочий стол\\скан.pdf', 'pdf', 'скан.pdf'],
  ['../../etc/passwd', 'pdf', 'passwd.pdf'],
  ['счёт.pdf.exe', 'pdf', 'счёт.pdf'],
  ['счёт.exe.pdf', 'pdf', 'счёт.pdf'],
  ['счёт\u202Efdp.exe', 'pdf', 'счётfdp.pdf'],
  ['a\u0000b\r\nc.pdf', 'pdf', 'abc.pdf'],
  ['что "это"?: <да>.pdf', 'pdf', 'что _это___ _да_.pdf'],
  ['.htaccess', 'png', 'htaccess.png'],
  ['  .  ', 'png', 'Файл.png'],
  ['.pdf', 'pdf', 'Файл.pdf'],
  ['CON.pdf', 'pdf', '_CON.pdf'],
  ['и\u0306.pdf', 'pdf', 'й.pdf'],
  ['', 'jpg', 'Файл.jpg'],
])('«%s» as %s is kept as «%s»', (name, extension, clean) => {
  expect(cleanFileName(name, extension)).toBe(clean);
});

test('a long name is cut, its extension is not', () => {
  expect(cleanFileName(`${'ы'.repeat(300)}.pdf`, 'pdf')).toBe(`${'ы'.repeat(100)}.pdf`);
});

test('whatever the name, the result is one safe part of a path and stays as it is when cleaned again', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 200 }), (name) => {
      const clean = cleanFileName(name, 'pdf');
      // oxlint-disable-next-line no-control-regex -- control characters are what must be gone
      expect(clean).toMatch(/^[^/\\\u0000-\u001F\u202A-\u202E\u2066-\u2069<>:"|?*]+\.pdf$/u);
      expect(clean).not.toMatch(/^\.|\.\.pdf$/);
      expect(Buffer.byteLength(clean)).toBeLessThan(500);
      expect(cleanFileName(clean, 'pdf')).toBe(clean);
    }),
  );
});
