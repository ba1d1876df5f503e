import type { Context } from '../../context.ts';
import { passwordProblems } from '../../platform/values/password.ts';
import { UsageError } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import type { NewStaff } from './staff-options.ts';

export type ChosenPassword = Readonly<{ text: string; /** Nobody knows it yet: it must be shown. */ made: boolean }>;

/** Letters and digits that are not mistaken for one another when copied from a screen. */
const letters = ['abcdefghkmnpqrstuvwxyz', 'ABCDEFGHKLMNPQRSTUVWXYZ', '23456789'] as const;
const groups = 5;

/**
 * The password of a new official: piped in, typed twice, or made up when nothing is typed. It is judged as at registration,
 * with the length that officials need. @throws UsageError
 */
export async function choosePassword(
  ctx: Context,
  staff: NewStaff,
  terminal: Terminal,
  piped: boolean,
): Promise<ChosenPassword> {
  const text = piped ? (await terminal.readInput()).replace(/\r?\n$/, '') : await typed(terminal);
  if (text === '' && piped) throw new UsageError('На стандартном вводе нет пароля.');
  if (text === '') return { text: makeUp(ctx, staff), made: true };
  const problems = problemsOf(ctx, staff, text);
  if (problems.length > 0) throw new UsageError(`Пароль не подходит. ${problems.join('. ')}.`);
  return { text, made: false };
}

async function typed(terminal: Terminal): Promise<string> {
  if (!terminal.interactive) return '';
  const text = await terminal.askSecret('Пароль (пусто — придумать): ');
  if (text !== '' && (await terminal.askSecret('Пароль ещё раз: ')) !== text)
    throw new UsageError('Пароли не совпали.');
  return text;
}

/** Five groups of four, about 90 bits: `kRf7-…`. What chance makes of a common word is thrown away. */
function makeUp(ctx: Context, staff: NewStaff): string {
  for (;;) {
    const text = Array.from({ length: groups }, () => group(ctx)).join('-');
    if (problemsOf(ctx, staff, text).length === 0) return text;
  }
}

function group({ random }: Context): string {
  const alphabet = letters.join('');
  let text = '';
  while (text.length < 4) {
    const byte = random.bytes(1).readUInt8();
    // Bytes beyond the last whole alphabet would favour its first letters.
    if (byte < Math.floor(256 / alphabet.length) * alphabet.length) text += alphabet[byte % alphabet.length] ?? '';
  }
  return text;
}

function problemsOf({ config }: Context, { name, phone, email }: NewStaff, password: string): string[] {
  return passwordProblems(password, {
    minLength: config.limits.staffPasswordMinLength,
    ownData: [name.last, name.first, ...(name.middle === null ? [] : [name.middle]), phone, email],
    forbiddenWords: config.region.name.split(/\s+/),
  });
}
