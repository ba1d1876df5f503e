import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { linkEntries } from '../../platform/audit-links.ts';
import { keysOfFiles, resealFiles } from '../../platform/files/reseal.ts';
import { currentKey, keysOfColumns, resealColumn, type FailedValue } from '../../platform/key-rotation.ts';
import { announcedKeys } from '../../platform/keys.ts';
import { counted } from '../../platform/values/plural.ts';
import { CommandError, type Command } from '../command.ts';
import { isServing, withPortal } from '../portal.ts';
import { sealedColumns } from '../sealed-columns.ts';
import type { Terminal } from '../terminal.ts';

export const rotateKeysCommand: Command = {
  name: 'rotate-keys',
  summary: 'Перешифровать данные и файлы текущим ключом',
  options: { 'servers-restarted': { type: 'boolean' } },
  help: `Порядок смены ключа:
  1. создать ключ: openssl rand -base64 32;
  2. поставить его первым в ENCRYPTION_KEYS, старые оставить после него;
  3. перезапустить портал: новое он будет шифровать новым ключом, старое читать старым;
  4. выполнить эту команду: она перешифрует всё остальное, портал при этом работает;
  5. убрать ключи, которые она назовёт ненужными, и перезапустить портал.
Команду можно прервать и запустить снова: она продолжит с того места, где остановилась.
Статус 1, если что-то не открылось ни одним ключом.

  --servers-restarted   с PostgreSQL: подтвердить, что шаг 3 сделан для всех процессов портала`,
  run: (here, { options }) =>
    withPortal(here, async (ctx) => {
      demandRestart(ctx.config, options['servers-restarted'] === true);
      const { done, failed } = await reseal(ctx, here.terminal);
      here.terminal.say(
        `Ключ ${currentKey(ctx.config.keys)}: перешифровано ${counted(done, 'значение', 'значения', 'значений')}, включая файлы.`,
      );
      for (const { where, id, keyId } of failed) here.terminal.say(`Не открылось: ${where}, ${id}, ключ «${keyId}».`);
      for (const line of await keyWords(ctx)) here.terminal.say(line);
      return failed.length === 0 ? 0 : 1;
    }),
};

async function reseal(ctx: Context, terminal: Terminal): Promise<{ done: number; failed: FailedValue[] }> {
  const needs = { ...ctx, keys: ctx.config.keys, dir: ctx.filesDir };
  const failed: FailedValue[] = [];
  let done = 0;
  // Entries from before the keys of the journal are sealed with the ring until they are linked.
  await linkEntries(ctx);
  for (const column of sealedColumns) {
    const outcome = await resealColumn(needs, column);
    done += outcome.done;
    failed.push(...outcome.failed);
    if (outcome.done > 0) terminal.tell(`${column.table}.${column.column}: ${outcome.done}`);
  }
  const files = await resealFiles(needs, (count) => {
    if (count % 100 === 0) terminal.tell(`файлы: ${count}…`);
  });
  if (files.done > 0) terminal.tell(`файлы: ${files.done}`);
  return { done: done + files.done, failed: [...failed, ...files.failed] };
}

/** Which old keys of the ring may go, and which may not. */
async function keyWords(ctx: Context): Promise<string[]> {
  const { keys } = ctx.config;
  const old = keys.encryption.map(({ id }) => id).filter((id) => id !== currentKey(keys));
  if (old.length === 0) return ['Старых ключей в ENCRYPTION_KEYS нет.'];
  const inColumns = await keysOfColumns(ctx.db, sealedColumns, old);
  const inFiles = await keysOfFiles(ctx.filesDir);
  const needed = old.filter((id) => inColumns.has(id) || inFiles.has(id));
  const free = old.filter((id) => !needed.includes(id));
  return [
    ...(free.length === 0
      ? []
      : [
          `Больше не нужны: ${free.join(', ')}. Уберите их из ENCRYPTION_KEYS и перезапустите портал.`,
          'Сохраните их отдельно, пока храните резервные копии, сделанные до этой минуты: без них копии не прочесть.',
        ]),
    ...(needed.length === 0 ? [] : [`Ещё нужны: ${needed.join(', ')}.`]),
  ];
}

/** A server that does not know the new key could not read what is sealed with it. */
function demandRestart(config: Config, confirmed: boolean): void {
  const serving = isServing(config);
  if (serving === null && !confirmed)
    throw new CommandError(
      'С PostgreSQL процессов портала может быть несколько. Перезапустите их все с новым ключом и повторите с --servers-restarted.',
    );
  if (serving !== true) return;
  const current = currentKey(config.keys);
  const server = announcedKeys(config.dataDir);
  if (server?.current !== current)
    throw new CommandError(
      `Работающий портал шифрует ключом «${server?.current ?? '?'}», а в настройках первый «${current}». Перезапустите портал и повторите.`,
    );
}
