import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Terminal } from './terminal.ts';

/** The values of the options as typed: text, a switch, or several texts where an option may be repeated. */
export type Options = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command line runs in; `main.ts` hands in the real things, tests their own. */
export type Surroundings = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  terminal: Terminal;
  contextFor(config: Config): Context;
}>;

/** A line, taken apart. */
export type Input = Readonly<{
  options: Options;
  /** What stands on the line besides options, one for each of the command's `parameters`. */
  parameters: readonly string[];
}>;

/** One command of the operator's command line. */
export type Command = Readonly<{
  /** `audit verify`: one or two words. */
  name: string;
  /** A line for the list of commands. */
  summary: string;
  /** How each parameter is called in help: `ПАПКА`. */
  parameters?: readonly string[];
  options?: ParseArgsOptionsConfig;
  /** What `--help` says, options included. */
  help: string;
  /** Answers the exit status: 0 when it is done and all is well, else 1. */
  run(here: Surroundings, input: Input): Promise<number>;
}>;

/** The command was not understood: words for the operator; exit status 2. */
export class UsageError extends Error {}

/** The command was understood and cannot be done: words for the operator; exit status 1. */
export class CommandError extends Error {}
