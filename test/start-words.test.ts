import { expect, test } from '@jest/globals';
import { ConfigError, parseConfig } from '../src/config.ts';
import { ForeignData, whyNoStart } from '../src/start-words.ts';

const config = parseConfig({ DATA_DIR: '/srv/kabinet', PORT: '80', HOST: 'lk.example.ru' });
const failed = (code: string, more: object = {}) => Object.assign(new Error('in English'), { code, ...more });

test.each([
  ['EACCES', {}, /В папку данных \/srv\/kabinet нельзя писать/],
  ['EROFS', {}, /В папку данных \/srv\/kabinet нельзя писать/],
  ['ENOENT', { syscall: 'mkdir' }, /В папку данных \/srv\/kabinet нельзя писать/],
  ['SQLITE_CANTOPEN', {}, /В папку данных \/srv\/kabinet нельзя писать/],
  ['SQLITE_READONLY_DIRECTORY', {}, /В папку данных \/srv\/kabinet нельзя писать/],
  ['ENOTDIR', {}, /\/srv\/kabinet не папка/],
  ['ENOSPC', {}, /нет места/],
  ['SQLITE_NOTADB', {}, /повреждена/],
  ['EADDRINUSE', {}, /Порт 80 занят/],
  ['EACCES', { syscall: 'listen' }, /Порт 80 этому пользователю не открыть/],
  ['EADDRNOTAVAIL', {}, /нет адреса lk\.example\.ru/],
])('a start that fails with %s %j is explained', (code, more, words) => {
  expect(whyNoStart(failed(code, more), config)).toMatch(words);
});

test('what nobody foresaw keeps its stack, for whoever mends it', () => {
  expect(whyNoStart(new Error('unforeseen'), config)).toMatch(/unforeseen\n\s+at /);
  expect(whyNoStart(new ConfigError(['PORT: нужно число']), undefined)).toContain('  - PORT: нужно число');
});

test('data of the demonstration are called so', () => {
  const demo = new ForeignData(['ENCRYPTION_KEYS: данные зашифрованы ключом «sample», а его здесь нет']);
  expect(whyNoStart(demo, config)).toContain('Похоже, это данные демонстрации');
  expect(whyNoStart(new ForeignData(['MAC_KEY: не тот']), config)).toContain('Верните прежние ключи');
});
