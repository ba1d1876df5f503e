import type { Visitor } from '../visitor.ts';
import type { SigningKey } from '../world.ts';

/** Has a key and certificate issued for the person's own name and СНИЛС at `/demo/keys`, and downloads them. */
export async function getKey(visitor: Visitor): Promise<SigningKey> {
  await visitor.open('/demo/keys');
  await visitor.press('Выпустить ключ на моё имя');
  await visitor.read('own-rsa.key.pem');
  return {
    key: await visitor.download('own-rsa.key.pem'),
    certificate: await visitor.download('own-rsa.crt.pem'),
    authority: await visitor.download('ca.crt.pem'),
  };
}
