import type { Context } from '../../context.ts';
import { createPerson, formatAccountNumber } from '../../features/accounts/index.ts';
import { listServices } from '../../features/catalogue/index.ts';
import { maskPhone } from '../../platform/values/phone.ts';
import { CommandError, type Command } from '../command.ts';
import { withPortal } from '../portal.ts';
import { choosePassword } from './staff-password.ts';
import { readStaff, type NewStaff } from './staff-options.ts';

export const createStaffCommand: Command = {
  name: 'create-staff',
  summary: 'Завести учётную запись сотрудника',
  options: {
    name: { type: 'string' },
    phone: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string', multiple: true },
    department: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  help: `Чего не хватает, команда спросит. При каждом входе сотрудник вводит пароль и код из СМС на этот телефон.

  --name 'Фамилия Имя Отчество'   отчества может не быть
  --phone ТЕЛЕФОН                 для входа и кодов
  --email АДРЕС                   для входа и писем
  --role РОЛЬ                     specialist, head, support, editor, security, administrator; можно несколько раз
  --department КОД                ведомство, чьи дела видны; без него видны дела всех ведомств
  --password-stdin                прочесть пароль со стандартного ввода

Пароль не передаётся в строке команды: её видят все на этой машине. Если его не дать, команда придумает пароль
и покажет один раз.`,
  run: (here, { options }) =>
    withPortal(here, async (ctx) => {
      const { terminal } = here;
      const staff = await readStaff(options, terminal);
      await demandDepartment(ctx, staff.department);
      const password = await choosePassword(ctx, staff, terminal, options['password-stdin'] === true);
      const accountNumber = await create(ctx, staff, password.text);
      terminal.say(`Учётная запись ${formatAccountNumber(accountNumber)} создана: ${staff.roles.join(', ')}.`);
      terminal.say(`Вход: телефон ${maskPhone(staff.phone)} или почта, пароль, код из СМС.`);
      if (password.made) terminal.say(`Пароль: ${password.text}`);
      return 0;
    }),
};

async function create(ctx: Context, staff: NewStaff, password: string): Promise<string> {
  const passwordHash = await ctx.passwords.hash(password);
  return ctx.transaction(async (tx) => {
    const confirmedAt = tx.clock.now();
    const person = await createPerson(tx, {
      name: staff.name,
      level: 'standard',
      roles: staff.roles,
      department: staff.department,
      passwordHash,
      identifiers: [
        { kind: 'phone', value: staff.phone, confirmedAt },
        { kind: 'email', value: staff.email, confirmedAt },
      ],
    });
    const details = { roles: staff.roles, department: staff.department, by: 'operator' };
    await tx.audit.record({ act: 'staff.created', personId: person.id, actorId: null, details });
    return person.accountNumber;
  });
}

/** A slip in the code would leave the official with an empty desk. */
async function demandDepartment(ctx: Context, code: string | null): Promise<void> {
  if (code === null) return;
  const services = await listServices(ctx);
  const departments = new Map(services.map(({ definition: { department } }) => [department.code, department.name]));
  if (departments.has(code)) return;
  const known = [...departments].map(([each, name]) => `  ${each} — ${name}`).sort();
  throw new CommandError(
    known.length === 0
      ? 'Ведомств ещё нет: они появятся с услугами, когда портал запустится в первый раз.'
      : `Ведомства «${code}» нет. Есть:\n${known.join('\n')}`,
  );
}
