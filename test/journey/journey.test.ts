import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startServer, type TestServer } from '../support/server.ts';
import { signWithLibrary } from '../support/signing.ts';
import { httpVisitor } from './http/visitor.ts';
import { newPerson } from './person.ts';
import { signIn } from './steps/sign-in.ts';
import { walk } from './walk.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => server.close());

test('the journey is walked over plain HTTP, too', async () => {
  const { now } = server.test.ctx.clock;
  const steps: string[] = [];
  const newVisitor = async () => httpVisitor(server.origin);
  const begin = (step: string) => void steps.push(step);
  const papers = await walk({ base: server.origin, newVisitor, sign: signWithLibrary(now), begin, now }, newPerson());
  expect(steps.at(-1)).toBe('check the result');
  expect(papers.result.name).toMatch(/\.pdf$/);
  expect(papers.signed.bytes.subarray(0, 5).toString()).toBe('%PDF-');
}, 60_000);

test('a step that fails says where it stands and what the portal has against it', async () => {
  const visitor = httpVisitor(server.origin);
  await visitor.open('/register');
  await visitor.fill('Номер мобильного телефона', '123');
  await visitor.press('Получить код');
  await expect(visitor.arrive('Код из СМС')).rejects.toThrow(/«Код из СМС» was expected: \/register \(422.*; \S/u);
  await expect(visitor.press('Нет такой кнопки')).rejects.toThrow('«Нет такой кнопки» is not there');
  await expect(signIn(server.origin, visitor, { phone: '+79990000000', password: 'x' })).rejects.toThrow(
    'Неверный логин',
  );
});
