import { mkdirSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { readManifest, type Manifest } from '../../platform/backup/manifest.ts';
import { DamagedBackup, isEmpty, restoreBackup } from '../../platform/backup/restore.ts';
import { migrationsHere } from '../../platform/backup/schema.ts';
import { lockDataFolder } from '../../platform/db/lock.ts';
import { formatDateTime } from '../../platform/values/time.ts';
import { CommandError, type Command } from '../command.ts';
import { isServing, settings } from '../portal.ts';
import { inWords } from './backup-words.ts';
import { folderOf, isWithin } from './folder.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Восстановить портал из резервной копии в пустую папку данных',
  parameters: ['ПАПКА'],
  help: `Данные появятся в DATA_DIR, отметки журнала в AUDIT_DIR; обе папки должны быть пустыми, портал остановлен.
Каждый файл сверяется с описью; если хоть один не тот, не остаётся ничего. Ключи нужны те же, что при копировании.
Портал более новой версии сам обновит схему при запуске; копию от более новой версии старая не возьмёт.
Письма и СМС, которые ждали отправки в минуту копирования, уйдут ещё раз.

С PostgreSQL эта команда восстанавливает файлы, а базу — её средства, в пустую базу и раньше:
  pg_restore --no-owner --dbname="$DATABASE_URL" ПАПКА/kabinet.dump`,
  async run(here, { parameters: [typed = ''] }) {
    const config = settings(here);
    const dir = folderOf(here, typed);
    const manifest = await readManifest(dir).catch((error: unknown) => {
      throw inWords(error, dir) ?? error;
    });
    await demandFit(manifest, config);
    await demandRoom(config);
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    // Held until all is there: a server that starts meanwhile would make a database of its own.
    const release = lockDataFolder(config.dataDir);
    try {
      await restoreBackup(dir, manifest, { ...config, filesDir: `${config.dataDir}/files` });
    } catch (error) {
      if (!(error instanceof DamagedBackup)) throw error;
      throw new CommandError(`Копия повреждена: ${error.file}. Ничего не восстановлено.`);
    } finally {
      release();
    }
    for (const line of words(manifest, config)) here.terminal.say(line);
    return 0;
  },
};

async function demandFit({ migrations, database }: Manifest, config: Config): Promise<void> {
  const here = config.database.url === undefined ? 'sqlite' : 'postgresql';
  if (database !== here)
    throw new CommandError(`Копия сделана с базы ${database}, а настройки ведут в ${here}. Проверьте DATABASE_URL.`);
  const known = await migrationsHere();
  const later = migrations.find((name) => !known.includes(name));
  if (later !== undefined)
    throw new CommandError(`Копию сделала более новая версия портала (${later}). Обновите программу и повторите.`);
}

async function demandRoom(config: Config): Promise<void> {
  const { dataDir, auditDir } = config;
  if (isServing(config) === true)
    throw new CommandError(`С папкой ${dataDir} работает портал. Сначала остановите его.`);
  if (!(await isEmpty(dataDir))) throw new CommandError(`Папка данных ${dataDir} не пуста. Перенесите из неё всё.`);
  if (!isWithin(auditDir, dataDir) && !(await isEmpty(auditDir)))
    throw new CommandError(
      `В папке ${auditDir} лежат отметки журнала. Перенесите их в архив: с восстановленной базой они не сойдутся.`,
    );
}

function words({ createdAt, keyIds, database, files }: Manifest, config: Config): string[] {
  const known = new Set(config.keys.encryption.map(({ id }) => id));
  const lost = keyIds.filter((id) => !known.has(id));
  const stored = files.filter(({ path: name }) => name.startsWith('files/')).length;
  return [
    `Восстановлено: копия от ${formatDateTime(createdAt, config.timeZone)}, файлов — ${stored}.`,
    ...(database === 'postgresql'
      ? ['База восстанавливается отдельно: pg_restore --no-owner --dbname="$DATABASE_URL" ПАПКА/kabinet.dump']
      : []),
    ...(lost.length === 0 ? [] : [`Внимание: в ENCRYPTION_KEYS нет ключей ${lost.join(', ')}; с ними делалась копия.`]),
    'Дальше: npm run -s kabinet -- audit verify, потом запустите портал.',
  ];
}
