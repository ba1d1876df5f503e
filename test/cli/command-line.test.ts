import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/cli/commands/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { operator, settingsOf } from './operator.ts';

let run: TestApp;
let kabinet: ReturnType<typeof operator>;
beforeAll(async () => {
  run = await startApp();
  kabinet = operator(run);
});
afterAll(() => run.close());

describe('help', () => {
  test.each(['--help', '-h', 'help'])('%s lists every command', async (line) => {
    const { status, out } = await kabinet(line);
    expect(status).toBe(0);
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^  ${name}.* ${summary}$`, 'm'));
  });

  test.each(commands.map(({ name }) => name))('of %s names its parameters and every option', async (name) => {
    const command = commands.find((one) => one.name === name)!;
    for (const line of [`${name} --help`, `help ${name}`]) {
      const { status, out } = await kabinet(line);
      expect(status).toBe(0);
      expect(out).toContain(`npm run -s kabinet -- ${[name, ...(command.parameters ?? [])].join(' ')}`);
      for (const option of Object.keys(command.options ?? {})) expect(out).toContain(`--${option}`);
    }
  });
});

describe('a line that is not understood', () => {
  test.each([
    ['frobnicate', 'Команды «frobnicate» нет'],
    ['audit', 'Команды «audit» нет'],
    ['unlock', 'Не хватает: КТО'],
    ['migrate twice', 'Лишнее: «twice»'],
    ['audit verify --frob', 'Параметра --frob у этой команды нет'],
    ['audit verify --json=x', 'Проверьте значение параметра'],
    ['create-staff --role', 'Проверьте значение параметра'],
  ])('%s says why, with status 2 and nothing on the output', async (line, words) => {
    const { status, out, err } = await kabinet(line);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  test('without a command the list is shown, with status 2', async () => {
    const { status, out, err } = await kabinet([]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('create-staff');
  });
});

describe('settings and data', () => {
  test('mistakes in the settings are all named', async () => {
    const { status, err } = await kabinet('audit verify', { env: { PORT: 'x', TIME_ZONE: 'Nowhere' } });
    expect(status).toBe(1);
    expect(err).toMatch(/Ошибки в настройках:[^]*PORT[^]*TIME_ZONE/);
  });

  test('a folder without a database is refused, and none is made there', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'kabinet-empty-'));
    try {
      const { status, err } = await kabinet('audit verify', { env: { DATA_DIR: dataDir } });
      expect([status, err]).toEqual([1, expect.stringContaining('нет базы портала')]);
      const again = await kabinet('unlock 1', { env: { DATA_DIR: dataDir } });
      expect(again.err).toContain('нет базы портала');
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });

  test('a database of a newer version is left alone', async () => {
    await run.ctx.db('knex_migrations').insert({ name: '29990101000000_later', batch: 9, migration_time: 0 });
    for (const line of ['audit verify', 'migrate']) {
      const { status, err } = await kabinet(line);
      expect([status, err]).toEqual([1, expect.stringContaining('более новая версия портала (29990101000000_later)')]);
    }
    await run.ctx.db('knex_migrations').where({ name: '29990101000000_later' }).delete();
  });

  test('one of an older version is to be migrated first', async () => {
    const row = (await run.ctx.db('knex_migrations').orderBy('id', 'desc').first()) as { id: number };
    await run.ctx.db('knex_migrations').where({ id: row.id }).delete();
    const { status, err } = await kabinet('audit verify');
    expect([status, err]).toEqual([1, expect.stringContaining('Схема базы старее')]);
    await run.ctx.db('knex_migrations').insert(row);
    expect(await kabinet('migrate')).toMatchObject({ status: 0, out: 'Схема уже соответствует этой версии.' });
  });
});

test('as operators call it: results alone on the output, relative to nothing but the settings', async () => {
  const root = path.join(import.meta.dirname, '../..');
  const env = { ...process.env, ...settingsOf(run.ctx.config) };
  const call = (...line: string[]) =>
    promisify(execFile)(process.execPath, ['scripts/run.mjs', 'kabinet', ...line], { cwd: root, env });
  expect(JSON.parse((await call('audit', 'verify', '--json')).stdout)).toMatchObject({ good: true, fault: null });
  await expect(call('unlock', '+7 900 000-99-99')).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('Учётной записи «+7 900 000-99-99» нет'),
  });
});
