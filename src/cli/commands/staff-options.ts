import type { Name } from '../../features/accounts/index.ts';
import { staffRoles, type StaffRole } from '../../platform/values/actor.ts';
import { singleLine, type Checked } from '../../platform/values/check.ts';
import { checkEmail } from '../../platform/values/email.ts';
import { checkPersonName } from '../../platform/values/person-name.ts';
import { checkMobilePhone } from '../../platform/values/phone.ts';
import { UsageError, type Options } from '../command.ts';
import type { Terminal } from '../terminal.ts';

export type NewStaff = Readonly<{
  name: Name;
  phone: string;
  email: string;
  roles: readonly StaffRole[];
  department: string | null;
}>;

/** Who is to be created: from the options, and what is missing from the operator's answers. @throws UsageError */
export async function readStaff(options: Options, terminal: Terminal): Promise<NewStaff> {
  const text = (key: string, question: string) => given(options[key], `--${key}`, question, terminal);
  const name = readName(await text('name', 'Фамилия Имя Отчество: '));
  const phone = demand('--phone', checkMobilePhone(await text('phone', 'Телефон: ')));
  const email = demand('--email', checkEmail(await text('email', 'Электронная почта: ')));
  const roles = await readRoles(options['role'], terminal);
  const department = typeof options['department'] === 'string' ? options['department'].trim() : null;
  return { name, phone, email, roles, department: department === '' ? null : department };
}

async function given(option: Options[string], key: string, question: string, terminal: Terminal): Promise<string> {
  if (typeof option === 'string') return option;
  if (!terminal.interactive) throw new UsageError(`Не хватает ${key}, а спросить не у кого.`);
  return terminal.ask(question);
}

function readName(text: string): Name {
  const [last = '', first = '', ...rest] = singleLine(text).split(' ');
  if (first === '') throw new UsageError('--name: нужны фамилия и имя через пробел.');
  const middle = rest.length === 0 ? null : demand('--name', checkPersonName(rest.join(' '), 'patronymic'));
  return {
    last: demand('--name', checkPersonName(last, 'lastName')),
    first: demand('--name', checkPersonName(first, 'firstName')),
    middle,
  };
}

async function readRoles(option: Options[string], terminal: Terminal): Promise<StaffRole[]> {
  const typed = Array.isArray(option)
    ? option.map(String)
    : [await given(undefined, '--role', `Роль (${staffRoles.join(', ')}): `, terminal)];
  const words = typed.flatMap((word) => word.split(/[\s,]+/)).filter(Boolean);
  const wrong = words.find((word) => !staffRoles.some((role) => role === word));
  if (wrong !== undefined || words.length === 0)
    throw new UsageError(
      `--role: ${wrong === undefined ? 'нужна роль' : `роли «${wrong}» нет`}. Есть: ${staffRoles.join(', ')}.`,
    );
  return staffRoles.filter((role) => words.includes(role));
}

function demand(key: string, checked: Checked): string {
  if (checked.ok) return checked.value;
  throw new UsageError(`${key}: ${checked.message}.`);
}
