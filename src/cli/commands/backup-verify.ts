import { createCipher } from '../../platform/encryption.ts';
import { readManifest, type Manifest } from '../../platform/backup/manifest.ts';
import { verifyBackup, type BackupFault, type BackupVerdict, type Reading } from '../../platform/backup/verify.ts';
import { createRandom } from '../../platform/random.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import type { Command, Surroundings } from '../command.ts';
import { settings } from '../portal.ts';
import { sealedColumns } from '../sealed-columns.ts';
import { inWords } from './backup-words.ts';
import { folderOf } from './folder.ts';

export const backupVerifyCommand: Command = {
  name: 'backup verify',
  summary: 'Проверить резервную копию, ничего в ней не меняя',
  parameters: ['ПАПКА'],
  options: { 'without-keys': { type: 'boolean' } },
  help: `Сверяет каждый файл с описью, проверяет строение базы и есть ли файл у каждой записи; ключами из настроек
открывает каждый файл и каждое зашифрованное значение и проходит журнал действий. Статус 1, если что-то не так.
Базу из дампа PostgreSQL команда не читает: её проверяет pg_restore --list.

  --without-keys   там, где ключей нет: всё, кроме расшифровки и журнала; настройки портала не нужны`,
  async run(here, { options, parameters: [typed = ''] }) {
    const dir = folderOf(here, typed);
    const reading = options['without-keys'] === true ? null : readingOf(here);
    const manifest = await readManifest(dir).catch((error: unknown) => {
      throw inWords(error, dir) ?? error;
    });
    const verdict = await verifyBackup(dir, manifest, reading);
    const problems = problemsOf(manifest, verdict);
    for (const line of problems) here.terminal.say(line);
    if (problems.length === 0) here.terminal.say(praise(manifest, verdict));
    return problems.length === 0 ? 0 : 1;
  },
};

function readingOf(here: Surroundings): Reading {
  const { keys } = settings(here);
  return { keys, cipher: createCipher(keys, createRandom()), columns: sealedColumns };
}

const kinds: Readonly<Record<BackupFault['what'], string>> = {
  missing: 'Нет файла',
  changed: 'Файл изменён',
  unlisted: 'Лишний файл, в описи его нет',
  integrity: 'База повреждена',
  'row without file': 'Запись без файла',
  'file does not open': 'Файл не открывается ключами из настроек',
  'value does not open': 'Значение не открывается ключами из настроек',
};

function problemsOf({ missing }: Manifest, { faults, journal }: BackupVerdict): string[] {
  return [
    ...faults.map(({ what, where }) => `${kinds[what]}: ${where}`),
    ...missing.map((id) => `Файла не было уже при копировании: ${id}`),
    ...(journal?.fault ? [`Журнал действий: нарушение на записи № ${journal.fault.seq} (${journal.fault.kind})`] : []),
    ...(journal?.badHead ? [`Отметки журнала: ${journal.badHead.file}, строка ${journal.badHead.line}`] : []),
  ];
}

function praise({ files }: Manifest, { rows, journal }: BackupVerdict): string {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const opened = journal === null ? '' : ` Всё открывается ключами из настроек; записей журнала: ${journal.entries}.`;
  return `Копия в порядке: файлов — ${files.length}, ${formatFileSize(bytes)}${rows === null ? '' : `, записей о файлах — ${rows}`}.${opened}`;
}
