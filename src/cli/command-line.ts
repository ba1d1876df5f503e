import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import { AppError } from '../errors.ts';
import { DatabaseUnusable } from '../platform/db/postgres.ts';
import { UnknownKey } from '../platform/encryption.ts';
import { CommandError, UsageError, type Command, type Input, type Surroundings } from './command.ts';
import { commands } from './commands/index.ts';
import type { Terminal } from './terminal.ts';
import { helpFor, helpForAll } from './help.ts';

/**
 * Runs one line of the operator's: `['audit', 'verify']`. Answers the exit status: 0 done, 1 refused or something is wrong
 * with what was looked at, 2 not understood.
 */
export async function runCommandLine(line: readonly string[], here: Surroundings): Promise<number> {
  const { terminal } = here;
  const asksHelp = line[0] === 'help' || line.some((word) => word === '--help' || word === '-h');
  const words = line.filter((word, at) => !['--help', '-h'].includes(word) && !(at === 0 && word === 'help'));
  try {
    if (words.length === 0) return showAll(terminal, asksHelp);
    const command = find(words);
    if (asksHelp) {
      terminal.say(helpFor(command));
      return 0;
    }
    return await command.run(here, parse(command, words.slice(command.name.split(' ').length)));
  } catch (error) {
    terminal.tell(wordsOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** The list is help that was asked for, or the answer to a line without a command. */
function showAll(terminal: Terminal, asked: boolean): number {
  if (asked) terminal.say(helpForAll(commands));
  else terminal.tell(helpForAll(commands));
  return asked ? 0 : 2;
}

function find(words: readonly string[]): Command {
  // The longest name counts: `backup verify` and not `backup`.
  const [found] = commands
    .filter(({ name }) => name.split(' ').every((word, at) => words[at] === word))
    .sort((one, other) => other.name.length - one.name.length);
  if (found !== undefined) return found;
  throw new UsageError(`Команды «${words.slice(0, 2).join(' ')}» нет. Список команд: npm run -s kabinet -- --help`);
}

function parse(command: Command, words: readonly string[]): Input {
  const { options, parameters } = read(command, words);
  const wanted = command.parameters ?? [];
  const extra = parameters[wanted.length];
  if (extra !== undefined) throw new UsageError(`Лишнее: «${extra}».\n\n${helpFor(command)}`);
  const missing = wanted.slice(parameters.length);
  if (missing.length > 0) throw new UsageError(`Не хватает: ${missing.join(', ')}.\n\n${helpFor(command)}`);
  return { options, parameters };
}

function read(command: Command, words: readonly string[]): Input {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: command.options ?? {},
      allowPositionals: true,
    });
    return { options: values, parameters: positionals };
  } catch (error) {
    throw new UsageError(`${wordsOfParser(error)}\n\n${helpFor(command)}`);
  }
}

/** Node says it in English. */
function wordsOfParser(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(-[^'= ]*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Параметра ${option} у этой команды нет.`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `Проверьте значение параметра ${option}.`;
  throw error;
}

function wordsOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof CommandError || error instanceof ConfigError)
    return error.message;
  if (error instanceof AppError) return `${error.title}. ${error.explanation} (${error.code})`;
  if (error instanceof DatabaseUnusable) return `С базой данных из DATABASE_URL работать нельзя: ${error.message}`;
  if (error instanceof UnknownKey)
    return `Данные зашифрованы ключом «${error.keyId}», а в ENCRYPTION_KEYS его нет. Верните его в настройки.`;
  return `Не получилось: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
