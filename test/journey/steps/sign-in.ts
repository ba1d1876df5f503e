import { expectDelivery } from '../outbox.ts';
import type { Visitor } from '../visitor.ts';

/** Login by phone, password and the code that comes by SMS. */
export async function signIn(
  base: string,
  visitor: Visitor,
  { phone, password }: Readonly<{ phone: string; password: string }>,
): Promise<void> {
  await visitor.open('/login');
  await visitor.fill('Телефон, почта, ИНН или СНИЛС', phone);
  await visitor.fill('Пароль', password);
  const code = await expectDelivery(base, phone, 'code');
  await visitor.press('Войти');
  await visitor.arrive('Код для входа');
  await visitor.fill('Код из СМС', await code());
  await visitor.press('Войти');
}
