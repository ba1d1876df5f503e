import { scan } from '../papers.ts';
import type { NewPerson } from '../person.ts';
import { fillDate, numberIn, type Visitor } from '../visitor.ts';

/** The person's side of the confirmation: data, copy of the passport, consent. Gives the number of the request. */
export async function requestConfirmation(visitor: Visitor, person: NewPerson): Promise<string> {
  await visitor.open('/confirmation');
  await visitor.arrive('Подтверждение личности');
  await fillDate(visitor, 'Дата рождения', person.birthDate);
  await visitor.fill('Место рождения', person.birthPlace);
  await visitor.fill('Серия', person.passportSeries);
  await visitor.fill('Номер', person.passportNumber);
  await fillDate(visitor, 'Дата выдачи', person.passportIssuedOn);
  await visitor.fill('Код подразделения', person.passportDepartment);
  await visitor.fill('Кем выдан', person.passportIssuedBy);
  await visitor.fill('СНИЛС', person.snils);
  await visitor.fill('ИНН', person.inn);
  await visitor.fill('Адрес регистрации', person.address);
  // One after the other, as from the camera of a telephone.
  await visitor.attach('Страницы с фотографией и с регистрацией', scan('разворот.png'));
  await visitor.press('Загрузить выбранные файлы');
  await visitor.read('разворот.png');
  await visitor.attach('Страницы с фотографией и с регистрацией', scan('регистрация.png'));
  await visitor.press('Продолжить');

  await visitor.arrive('Согласие на проверку личности');
  await visitor.read('регистрация.png');
  await visitor.tick('Даю согласие на обработку данных для проверки личности');
  await visitor.press('Отправить запрос');

  await visitor.arrive('Запрос отправлен');
  return numberIn(await visitor.text());
}

/** The official's side: finds the request by its number, compares, confirms. */
export async function confirmIdentity(visitor: Visitor, number: string, person: NewPerson): Promise<void> {
  await visitor.open('/staff/confirmations');
  await visitor.fill('Номер или фамилия заявителя', number);
  await visitor.press('Найти');
  await visitor.arrive(person.last);
  await visitor.read(person.birthPlace);
  await visitor.read('файл 2 из 2');
  await visitor.tick('Всё совпало — подтвердить', 'Решение');
  await visitor.press('Записать решение');
  await visitor.read('Подтверждена');
}
