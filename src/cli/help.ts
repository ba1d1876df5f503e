import type { Command } from './command.ts';

const call = 'npm run -s kabinet --';

/** What there is, a line for each command. */
export function helpForAll(commands: readonly Command[]): string {
  const lines = commands.map((command) => [
    `  ${[command.name, ...(command.parameters ?? [])].join(' ')}`,
    command.summary,
  ]);
  const width = Math.max(...lines.map(([usage = '']) => usage.length)) + 3;
  return [
    `Командная строка портала: ${call} КОМАНДА`,
    '',
    ...lines.map(([usage = '', summary = '']) => usage.padEnd(width) + summary),
    '',
    `Подробнее о команде: ${call} КОМАНДА --help`,
    'Настройки те же, что у портала: окружение и файл .env.',
    'Статус завершения: 0 — сделано, 1 — не сделано или найдено нарушение, 2 — команда не понята.',
  ].join('\n');
}

/** One command in full. */
export function helpFor(command: Command): string {
  const usage = [call, command.name, ...(command.parameters ?? [])].join(' ');
  return `${usage}${Object.keys(command.options ?? {}).length > 0 ? ' [параметры]' : ''}\n\n${command.summary}.\n\n${command.help}`;
}
