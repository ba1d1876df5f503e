import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Config } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { createLog } from '../../src/platform/log.ts';
import type { TestApp } from '../support/app.ts';

export type Answered = Readonly<{ status: number; out: string; err: string }>;

export type Seat = Readonly<{
  env?: Readonly<Record<string, string>>;
  /** What is piped in. */
  input?: string;
  /** What somebody at the terminal answers, question by question; without it nobody is there to ask. */
  answers?: readonly string[];
}>;

/** Runs a command beside the running test app, on the same data folder, with a context of its own as another process has. */
export function operator({ ctx }: Pick<TestApp, 'ctx'>) {
  const { clock } = ctx;
  return async (line: string | readonly string[], { env = {}, input = '', answers }: Seat = {}): Promise<Answered> => {
    const [out, err, left] = [[] as string[], [] as string[], [...(answers ?? [])]];
    const answer = async (question: string) => {
      err.push(question);
      const next = left.shift();
      if (next === undefined) throw new Error(`nobody answers «${question}»`);
      return next;
    };
    const terminal: Terminal = {
      interactive: answers !== undefined,
      say: (text) => void out.push(text),
      tell: (text) => void err.push(text),
      ask: answer,
      askSecret: answer,
      readInput: async () => input,
    };
    const status = await runCommandLine(typeof line === 'string' ? line.split(' ') : line, {
      env: { ...settingsOf(ctx.config), ...env },
      terminal,
      contextFor: (config) => createContext(config, { clock, log: createLog('silent') }),
    });
    return { status, out: out.join('\n'), err: err.join('\n') };
  };
}

/** The environment in which the test app was configured. */
export function settingsOf({
  dataDir,
  database,
}: Readonly<Pick<Config, 'dataDir' | 'database'>>): Record<string, string> {
  return {
    KABINET_MODE: 'demo',
    DATA_DIR: dataDir,
    PUBLIC_URL: 'http://localhost:3000',
    BCRYPT_COST: '10',
    ...(database.url !== undefined && { DATABASE_URL: database.url }),
  };
}
