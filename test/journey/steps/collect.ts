import { eventually } from '../outbox.ts';
import type { NamedFile, Visitor } from '../visitor.ts';

/** The title of the result, as its template gives it. */
const resultTitle = 'Разрешение на производство земляных работ';

export type Collected = Readonly<{ result: NamedFile; number: string; code: string }>;

/** Looks into «Документы» until the signed result is there, and takes it home with the number and code of its check. */
export async function collect(visitor: Visitor): Promise<Collected> {
  await eventually('the result', async () => {
    await visitor.open('/documents');
    await visitor.arrive('Документы');
    return (await visitor.text()).includes(resultTitle);
  });
  await visitor.follow(resultTitle);
  await visitor.arrive(resultTitle);
  const text = await visitor.text();
  const number = /Номер\s*(\d+-\d{4}-\d{6}-\d)/u.exec(text)?.[1];
  const code = /Код проверки\s*([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/u.exec(text)?.[1];
  if (number === undefined || code === undefined) throw new Error('the result shows no number and code for its check');
  return { result: await visitor.download('Скачать'), number, code };
}

/** What anybody may do who holds the paper: is it genuine? */
export async function check(visitor: Visitor, { number, code }: Pick<Collected, 'number' | 'code'>): Promise<void> {
  await visitor.open('/check');
  await visitor.arrive('Проверить документ');
  await visitor.fill('Номер документа', number);
  await visitor.fill('Код проверки', code);
  await visitor.press('Проверить');
  await visitor.read('Документ подлинный');
}
