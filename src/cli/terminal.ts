import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable, type Readable } from 'node:stream';

/** Where an operator types and reads. */
export type Terminal = Readonly<{
  /** Somebody sits there and can be asked. */
  interactive: boolean;
  /** Results, one line. */
  say(line: string): void;
  /** Progress, warnings and refusals, one line: not part of the result. */
  tell(line: string): void;
  ask(question: string): Promise<string>;
  /** The same without showing what is typed. */
  askSecret(question: string): Promise<string>;
  /** Everything that is piped in. */
  readInput(): Promise<string>;
}>;

type Streams = Readonly<{ input: Readable & { isTTY?: boolean }; output: Writable; messages: Writable }>;

export function createTerminal({ input, output, messages }: Streams): Terminal {
  const ask = async (question: string, echo: Writable) => {
    messages.write(question);
    const lines = createInterface({ input, output: echo, terminal: input.isTTY === true });
    try {
      return await lines.question('');
    } finally {
      lines.close();
    }
  };
  return {
    interactive: input.isTTY === true,
    say: (line) => void output.write(`${line}\n`),
    tell: (line) => void messages.write(`${line}\n`),
    ask: (question) => ask(question, messages),
    async askSecret(question) {
      const answer = await ask(question, nowhere());
      messages.write('\n');
      return answer;
    },
    readInput: () => text(input),
  };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
