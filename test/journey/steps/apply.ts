import { dateIn } from '../../../src/platform/values/time.ts';
import { paper, scan } from '../papers.ts';
import type { NewPerson } from '../person.ts';
import { fillDate, type Visitor } from '../visitor.ts';

/** The service that the journey orders: it demands a certificate's signature, papers and a receipt. */
export const service = 'Разрешение на земляные работы';

const days = 86_400_000;

/** Fills in the application from the catalogue to the last question; ends on the page of the documents. */
export async function fillIn(visitor: Visitor, person: NewPerson, now: number): Promise<void> {
  const day = (ahead: number) => dateIn(now + ahead * days, 'Europe/Moscow');
  await visitor.turnTo('Услуги');
  await visitor.arrive('Услуги');
  await visitor.follow(service);
  await visitor.arrive(service);
  await visitor.press('Оформить');

  await visitor.arrive('Заявитель');
  await visitor.press('Сохранить и продолжить');

  await visitor.arrive('Место и вид работ');
  await visitor.fill('Место работ', 'г. Кострома, ул. Лесная, от дома 5 до дома 9');
  await visitor.choose('Зачем нужны работы', 'Подключение дома к сетям');
  await visitor.tick('Асфальт', 'Какое покрытие будет вскрыто');
  await visitor.tick('Газон', 'Какое покрытие будет вскрыто');
  await visitor.fill('Площадь', '12,5');
  await visitor.fill('Глубина', '1,8');
  await visitor.tick('Нет', 'Нужно ли закрыть или сузить проезд');
  await visitor.press('Сохранить и продолжить');
  // The purpose has brought another question on the same page.
  await visitor.read('Какие сети');
  await visitor.tick('Водопровод', 'Какие сети');
  await visitor.press('Сохранить и продолжить');

  await visitor.arrive('Сроки и подрядчик');
  await fillDate(visitor, 'Начало работ', day(20));
  await fillDate(visitor, 'Окончание работ', day(27));
  await fillDate(visitor, 'Когда будет восстановлено покрытие', day(34));
  await visitor.tick('Сам заявитель', 'Кто ведёт работы');
  await visitor.fill('Ответственный за работы на месте', `${person.last} ${person.first}, заявитель`);
  await visitor.fill('Телефон ответственного', person.phone);
  await visitor.tick('Обязуюсь восстановить покрытие и озеленение за свой счёт');
  await visitor.press('Сохранить и продолжить');
}

/** Adds the papers: two PDFs and a picture. */
export async function attachPapers(visitor: Visitor): Promise<void> {
  await visitor.arrive('Документы');
  await visitor.attach('Схема места работ', await paper('схема.pdf', 'Схема места работ'));
  await visitor.attach('График работ', await paper('график.pdf', 'График работ'));
  await visitor.attach('Квитанция об оплате', scan('квитанция.png'));
  await visitor.press('Сохранить и продолжить');
}
