import type { Context } from '../../context.ts';
import {
  findPersonByLogin,
  findPersonByNumber,
  formatAccountNumber,
  type Person,
} from '../../features/accounts/index.ts';
import { unlockAccount } from '../../features/sign-in/index.ts';
import { compact } from '../../platform/values/check.ts';
import { readLogin } from '../../platform/values/login-identifier.ts';
import { CommandError, type Command } from '../command.ts';
import { withPortal } from '../portal.ts';

export const unlockCommand: Command = {
  name: 'unlock',
  summary: 'Снять блокировку входа после неверных паролей и кодов',
  parameters: ['КТО'],
  help: `КТО — телефон, электронная почта или номер учётной записи (десять цифр, он показан в профиле).
Снимаются все блокировки входа в эту учётную запись. Сначала убедитесь, что просит её владелец: блокировка защищает
от подбора пароля. Пароль и второй шаг остаются прежними. Действие попадёт в журнал владельца.`,
  run: (here, { parameters: [who = ''] }) =>
    withPortal(here, async (ctx) => {
      const { terminal } = here;
      const person = await find(ctx, who);
      if (person === null)
        throw new CommandError(`Учётной записи «${who}» нет. Подойдут телефон, почта или номер учётной записи.`);
      const { locked } = await unlockAccount(ctx, person.id);
      const account = formatAccountNumber(person.accountNumber);
      terminal.say(
        locked ? `Вход в учётную запись ${account} открыт.` : `Вход в учётную запись ${account} не был закрыт.`,
      );
      if (person.status === 'blocked') terminal.say('Сама учётная запись заблокирована: войти в неё нельзя.');
      return 0;
    }),
};

/** Ten digits are an account number, or a phone without its first digit. */
async function find(ctx: Context, who: string): Promise<Person | null> {
  const digits = compact(who);
  const byNumber = /^\d{10}$/.test(digits) ? await findPersonByNumber(ctx, digits) : null;
  const login = readLogin(who);
  return byNumber ?? (login === null ? null : findPersonByLogin(ctx, login));
}
