import { expect, test } from '@jest/globals';
import { checkEmail, formatEmail, maskEmail } from '../../../src/platform/values/email.ts';
import { readLogin } from '../../../src/platform/values/login-identifier.ts';
import { checkMobilePhone, checkPhone, formatPhone, maskPhone } from '../../../src/platform/values/phone.ts';

test.each([
  '+7 900 000-00-01',
  '8 (900) 000 00 01',
  '79000000001',
  '9000000001',
  ' +7\u00A0900–000–00–01 ',
  '+8 900 000-00-01',
  '８９００００００００１',
])('the spelling «%s» is the phone +79000000001', (typed) => {
  expect(checkMobilePhone(typed)).toEqual({ ok: true, value: '+79000000001' });
});

test.each([
  '',
  '112',
  '+7 900 000-00',
  '+7 000 000-00-00',
  'мой номер 89000000001',
  '89000000001 доб. 2',
  '8'.repeat(500),
])('the phone «%s» is refused in words', (typed) => {
  expect(checkPhone(typed)).toEqual({ ok: false, message: expect.stringMatching(/номер/i) });
});

test('a line without SMS is a phone, but not for a code', () => {
  expect(checkPhone('8 (4942) 31-21-00')).toEqual({ ok: true, value: '+74942312100' });
  expect(checkMobilePhone('8 (4942) 31-21-00')).toEqual({ ok: false, message: expect.stringContaining('СМС') });
  expect(checkMobilePhone('+375 29 123-45-67')).toEqual({ ok: true, value: '+375291234567' });
});

test('phones are shown in groups, and masked but for the ends', () => {
  expect(formatPhone('+79000000001')).toBe('+7 900 000-00-01');
  expect(formatPhone('+375291234567')).toBe('+375 29 123 45 67');
  expect(maskPhone('+79001234567')).toBe('+7 900 ···-··-67');
  expect(maskPhone('+375291234567')).toBe('+375 ·· ··· ·· 67');
});

test('equal addresses become equal texts, Russian domains included', () => {
  expect(checkEmail('  Anna@Example.RU ')).toEqual({ ok: true, value: 'anna@example.ru' });
  expect(checkEmail('anna@ПРИМЕР.рф')).toEqual({ ok: true, value: 'anna@xn--e1afmkfd.xn--p1ai' });
  expect(checkEmail('anna@xn--e1afmkfd.xn--p1ai')).toEqual({ ok: true, value: 'anna@xn--e1afmkfd.xn--p1ai' });
  expect(checkEmail("o'neil+mail@mail.example.com").ok).toBe(true);
  expect(formatEmail('anna@xn--e1afmkfd.xn--p1ai')).toBe('anna@пример.рф');
  expect(maskEmail('anna@xn--e1afmkfd.xn--p1ai')).toBe('a···@пример.рф');
});

test.each([
  ['', 'Введите адрес электронной почты, например anna@example.ru'],
  ['anna example.ru', 'В адресе электронной почты не бывает пробелов'],
  ['anna.example.ru', 'В адресе электронной почты нужен знак @, например anna@example.ru'],
  [`${'a'.repeat(65)}@example.ru`, 'Этот адрес слишком длинный: так почта его не примет'],
  [`${'я'.repeat(33)}@example.ru`, 'Этот адрес слишком длинный: так почта его не примет'],
])('the address «%s» is refused: %s', (typed, message) => {
  expect(checkEmail(typed)).toEqual({ ok: false, message });
});

test.each([
  'a@b',
  '@example.ru',
  'a@',
  'a..b@example.ru',
  '.a@example.ru',
  'a@b@example.ru',
  'a@-x.ru',
  'a@x.1',
  'a@[127.0.0.1]',
  'a<b>@example.ru',
  'a"@example.ru',
  'a,b@example.ru',
  'a@example.ru\r\nBcc: b@example.ru',
])('the address «%s» is refused', (typed) => {
  expect(checkEmail(typed).ok).toBe(false);
});

test('the login field tells the four identifiers apart', () => {
  expect(readLogin(' 8 900 000-00-01 ')).toEqual({ kind: 'phone', value: '+79000000001' });
  expect(readLogin('79000000001')).toEqual({ kind: 'phone', value: '+79000000001' });
  expect(readLogin('Anna@example.ru')).toEqual({ kind: 'email', value: 'anna@example.ru' });
  expect(readLogin('500100732259')).toEqual({ kind: 'inn', value: '500100732259' });
  expect(readLogin('112-233-445 95')).toEqual({ kind: 'snils', value: '11223344595' });
  expect(readLogin('11223344595')).toEqual({ kind: 'snils', value: '11223344595' });
});

test.each(['', 'анна', '12345', '500100732250', '112-233-445 96', '7707083893', 'anna@', '9'.repeat(400)])(
  'the login field takes «%s» for nothing',
  (typed) => {
    expect(readLogin(typed)).toBeNull();
  },
);
