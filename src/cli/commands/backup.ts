import { DumpMissing, FolderInUse, makeBackup } from '../../platform/backup/backup.ts';
import type { Manifest } from '../../platform/backup/manifest.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import { counted } from '../../platform/values/plural.ts';
import { CommandError, UsageError, type Command } from '../command.ts';
import { withDatabase } from '../portal.ts';
import { folderOf, isWithin } from './folder.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Сделать резервную копию, не останавливая портал',
  parameters: ['ПАПКА'],
  help: `ПАПКА должна быть пустой или новой. В неё попадут база на один момент времени, файлы всех её записей, отметки
журнала и опись manifest.json с контрольными суммами; без описи копия не закончена. Ключей в копии нет: храните их
отдельно, без них копию не прочесть. Статус 1, если у каких-то записей нет файла.

С PostgreSQL сначала сохраните базу её средствами, потом файлы этой командой, именно в таком порядке:
  pg_dump --format=custom --file=ПАПКА/kabinet.dump "$DATABASE_URL"
  npm run -s kabinet -- backup ПАПКА`,
  run: (here, { parameters: [typed = ''] }) =>
    withDatabase(here, async (ctx) => {
      const { config, filesDir } = ctx;
      const { dataDir, auditDir, keys } = config;
      const dir = folderOf(here, typed);
      if (isWithin(dir, dataDir)) throw new UsageError(`Копия внутри папки данных ${dataDir} не защитит от её потери.`);
      const source = { ...ctx, filesDir, dataDir, auditDir, keys };
      const manifest = await makeBackup(source, dir).catch((error: unknown) => {
        throw inWords(error, dir) ?? error;
      });
      for (const line of words(manifest, dir)) here.terminal.say(line);
      return manifest.missing.length === 0 ? 0 : 1;
    }),
};

function inWords(error: unknown, dir: string): CommandError | null {
  if (error instanceof FolderInUse) return new CommandError(`Папка ${dir} не пуста. Нужна пустая или новая.`);
  if (error instanceof DumpMissing)
    return new CommandError(
      `В папке ${dir} нет дампа базы. Сначала: pg_dump --format=custom --file=${dir}/kabinet.dump "$DATABASE_URL"`,
    );
  return null;
}

function words({ files, missing }: Manifest, dir: string): string[] {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return [
    `Копия готова: ${dir}, ${counted(files.length, 'файл', 'файла', 'файлов')}, ${formatFileSize(bytes)}.`,
    ...missing.map((id) => `Нет файла ${id}: запись о нём есть, а содержимого в хранилище не было.`),
    `Проверить: npm run -s kabinet -- backup verify ${dir}`,
  ];
}
