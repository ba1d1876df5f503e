import { numberIn, type NamedFile, type Visitor } from '../visitor.ts';

/** Sends the signed application; gives its number and the receipt. */
export async function submit(visitor: Visitor): Promise<{ number: string; receipt: NamedFile }> {
  await visitor.press('Отправить');
  await visitor.arrive('Заявление отправлено');
  const number = numberIn(await visitor.text());
  await visitor.read('Зарегистрировано');
  const receipt = await visitor.download('Скачать расписку, PDF');
  await visitor.follow('Открыть заявление');
  await visitor.read(number);
  return { number, receipt };
}
