import type { NamedFile, Visitor } from '../visitor.ts';
import type { SigningKey, World } from '../world.ts';
import { service } from './apply.ts';

/** Checks the answers, has the paper frozen, signs exactly its bytes and hands the signature in; ends on «Заявление подписано». */
export async function signPaper(
  visitor: Visitor,
  key: SigningKey,
  sign: World['sign'],
): Promise<{ signed: NamedFile; signature: Buffer }> {
  await visitor.arrive('Проверьте заявление');
  await visitor.press('Подписать');
  await visitor.arrive('Подпишите заявление');
  const signed = await visitor.download(`Заявление. ${service}.pdf`);
  const signature = await sign(signed.bytes, key);
  await visitor.attach('Файл подписи', { name: 'заявление.sig', type: 'application/octet-stream', bytes: signature });
  await visitor.press('Проверить подпись');
  await visitor.arrive('Заявление подписано');
  await visitor.read('Подпись верна');
  return { signed, signature };
}
