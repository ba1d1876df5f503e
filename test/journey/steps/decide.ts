import { dateIn } from '../../../src/platform/values/time.ts';
import { paper } from '../papers.ts';
import { fillDate, type Visitor } from '../visitor.ts';
import { service } from './apply.ts';

/** The official finds the application by its number and takes it. */
export async function take(official: Visitor, number: string): Promise<void> {
  await official.open('/staff/applications');
  await official.fill('Номер или фамилия заявителя', number);
  await official.press('Найти');
  await official.arrive(service);
  await official.read('Подпись верна');
  await official.press('Взять в работу');
  await official.read('Записать решение');
}

/** The official asks for one more paper, the applicant sends it, the official goes on. */
export async function askForPaper(official: Visitor, applicant: Visitor, number: string, now: number): Promise<void> {
  const document = 'Согласования владельцев сетей';
  await official.follow('Запросить документы');
  await official.arrive('Запросить документы');
  await official.tick(document, 'Какие документы прислать');
  await official.fill('Что нужно и почему', 'На схеме рядом газопровод: нужно согласие его владельца.');
  await fillDate(official, 'Ждать ответа до', dateIn(now + 10 * 86_400_000, 'Europe/Moscow'));
  await official.press('Отправить запрос');
  await official.read('Требуются документы');

  await applicant.turnTo('Мои заявления');
  await applicant.arrive('Мои заявления');
  await applicant.read('Требуются документы');
  await applicant.follow(service);
  await applicant.read('На схеме рядом газопровод');
  await applicant.follow('Добавить файл');
  await applicant.arrive('Ответ ведомству');
  await applicant.attach(document, await paper('согласование.pdf', document));
  await applicant.fill('Ответ словами', 'Согласование владельца газопровода приложено.');
  await applicant.press('Подтвердить отправку');
  await applicant.read(number);
  await applicant.read('Документы получены');

  await official.open(`/staff/applications/${number}`);
  await official.read('Согласование владельца газопровода приложено.');
  await official.press('Взять в работу');
  await official.read('Записать решение');
}

/** The official approves, with words for the applicant. */
export async function approve(official: Visitor): Promise<void> {
  await official.tick('Одобрить', 'Решение');
  await official.fill('Пояснение', 'Документы в порядке, можно начинать в указанный срок.');
  await official.press('Записать решение');
  await official.read('Решено');
}
