import type { Visitor } from '../visitor.ts';
import { service } from './apply.ts';

/** The official's side of an application: finds it by its number, takes it, approves it. */
export async function approve(visitor: Visitor, number: string): Promise<void> {
  await visitor.open('/staff/applications');
  await visitor.fill('Номер или фамилия заявителя', number);
  await visitor.press('Найти');
  await visitor.arrive(service);
  await visitor.read('Подпись верна');
  await visitor.press('Взять в работу');
  await visitor.read('Записать решение');
  await visitor.tick('Одобрить', 'Решение');
  await visitor.fill('Пояснение', 'Документы в порядке, согласования не требуются.');
  await visitor.press('Записать решение');
  await visitor.read('Решено');
}
