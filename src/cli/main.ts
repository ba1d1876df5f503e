import { createContext } from '../context.ts';
import { createLog } from '../platform/log.ts';
import { runCommandLine } from './command-line.ts';
import { createTerminal } from './terminal.ts';

const { stdin: input, stdout: output, stderr: messages } = process;
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  terminal: createTerminal({ input, output, messages }),
  // What is to be said goes to the terminal.
  contextFor: (config) => createContext(config, { log: createLog('silent') }),
});
