import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { notify, sendCode } from '../../src/features/notifications/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf } from '../support/cast.ts';
import { deliveriesOf } from '../support/outbox.ts';

let run: TestApp;
beforeEach(async () => {
  run = await startApp();
});
afterEach(() => run.close());

const notice = {
  category: 'status',
  subject: 'Заявление принято',
  text: 'Номер 44-2026-000001-7.\n\nОтвет придёт сюда.',
  path: '/applications/44-2026-000001-7',
} as const;

describe('a notice', () => {
  test('leaves by e-mail, and by SMS where asked', async () => {
    const { id } = await personOf(run, 'anna');
    await run.ctx.transaction((tx) => notify(tx, { ...notice, personId: id, sms: true }));
    const [one, other] = await deliveriesOf(run);
    const byChannel = Object.fromEntries([one, other].map((delivery) => [delivery?.channel, delivery]));
    expect(byChannel['email']).toMatchObject({
      to: 'anna@example.test',
      subject: 'Заявление принято',
      link: 'http://localhost:3000/applications/44-2026-000001-7',
    });
    expect(byChannel['email']?.text).toMatch(/Номер 44-2026-000001-7\.[\s\S]*Открыть в кабинете: http/);
    expect(byChannel['sms']).toMatchObject({
      to: '+79000000001',
      text: 'Заявление принято. http://localhost:3000/applications/44-2026-000001-7',
    });
  });

  test('with a key leaves once however often it is published', async () => {
    const { id } = await personOf(run, 'anna');
    for (let n = 0; n < 3; n += 1)
      await run.ctx.transaction((tx) => notify(tx, { ...notice, personId: id, key: 'submitted-1' }));
    expect(await deliveriesOf(run)).toHaveLength(1);
  });

  test('of a transaction that failed never leaves', async () => {
    const { id } = await personOf(run, 'anna');
    const failing = run.ctx.transaction(async (tx) => {
      await notify(tx, { ...notice, personId: id });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow();
    expect(await deliveriesOf(run)).toEqual([]);
  });

  test('waits for a gateway that is down and leaves when it is back, the other channel undisturbed', async () => {
    let down = true;
    const sent: string[] = [];
    const other = await startApp({
      overrides: {
        sms: {
          send: async ({ id }) => {
            if (down) throw new Error('gateway is down');
            sent.push(id);
          },
        },
      },
    });
    const { id } = await personOf(other, 'anna');
    await other.ctx.transaction((tx) => notify(tx, { ...notice, personId: id, sms: true }));
    expect(await deliveriesOf(other)).toHaveLength(1);
    down = false;
    other.clock.advance(10_000);
    expect(await deliveriesOf(other)).toHaveLength(1);
    expect(sent).toHaveLength(1);
    await other.close();
  });
});

test('a code is sent with its purpose and a warning, and the journal and logs never see it', async () => {
  await run.ctx.transaction((tx) =>
    sendCode(tx, { to: { channel: 'sms', address: '+79000000001' }, code: '123456', words: 'Код для входа' }),
  );
  const [sms] = await deliveriesOf(run);
  expect(sms).toMatchObject({ code: '123456', text: 'Код для входа: 123456. Никому не сообщайте код.' });
  expect(JSON.stringify(await run.ctx.db('audit_entries'))).not.toContain('123456');
});
