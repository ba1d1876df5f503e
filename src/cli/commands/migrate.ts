import { schemaState } from '../../platform/backup/schema.ts';
import { migrate } from '../../platform/db/migrations.ts';
import { CommandError, type Command } from '../command.ts';
import { settings, withContext } from '../portal.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Привести схему базы к этой версии портала',
  help: `Портал делает это сам при запуске. Команда нужна, чтобы подготовить базу заранее: всё выполняется одной
транзакцией, целиком или никак. Схему от более новой версии команда не трогает.`,
  run: (here) =>
    withContext(here, settings(here), async ({ db }) => {
      const { terminal } = here;
      const { unknown } = await schemaState(db);
      if (unknown.length > 0)
        throw new CommandError(`Базу вела более новая версия портала (${unknown.at(-1)}). Обновите программу.`);
      const done = await migrate(db);
      for (const name of done) terminal.say(`Выполнено: ${name}`);
      if (done.length === 0) terminal.say('Схема уже соответствует этой версии.');
      return 0;
    }),
};
