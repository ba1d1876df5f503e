import { expectDelivery } from '../outbox.ts';
import type { NewPerson } from '../person.ts';
import type { Visitor } from '../visitor.ts';

/** The short registration; ends in the new cabinet, with the e-mail address confirmed by the link of the letter. */
export async function register(base: string, visitor: Visitor, person: NewPerson): Promise<void> {
  await visitor.open('/login');
  await visitor.follow('Регистрация');
  await visitor.arrive('Ваш телефон');
  await visitor.fill('Номер мобильного телефона', person.phone);
  const code = await expectDelivery(base, person.phone, 'code');
  await visitor.press('Получить код');

  await visitor.arrive('Код из СМС');
  await visitor.fill('Код из 6 цифр', await code());
  await visitor.press('Подтвердить телефон');

  await visitor.arrive('Как вас зовут');
  await visitor.fill('Фамилия', person.last);
  await visitor.fill('Имя', person.first);
  await visitor.fill('Отчество', person.middle);
  await visitor.press('Продолжить');

  await visitor.arrive('Почта и пароль');
  await visitor.fill('Электронная почта', person.email);
  await visitor.fill('Пароль', person.password);
  await visitor.fill('Пароль ещё раз', person.password);
  await visitor.press('Продолжить');

  await visitor.arrive('Правила кабинета');
  await visitor.tick('Принимаю пользовательское соглашение');
  await visitor.tick('Политика обработки данных прочитана');
  await visitor.press('Продолжить');

  await visitor.arrive('Согласие на обработку персональных данных');
  await visitor.tick('Даю согласие на обработку персональных данных');
  const link = await expectDelivery(base, person.email, 'link');
  await visitor.press('Создать учётную запись');
  await visitor.arrive('С чего начнём?');

  await visitor.open(new URL(await link()).pathname);
  await visitor.arrive('Подтвердите адрес почты');
  await visitor.press('Подтвердить');
  await visitor.arrive('Адрес почты подтверждён');
  await visitor.follow('В кабинет');
}
