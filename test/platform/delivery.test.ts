import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createSmtpMailer } from '../../src/platform/mailer.ts';
import { createHttpSms } from '../../src/platform/sms.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('mail over SMTP', () => {
  /** A real SMTP server that keeps what it is given. */
  async function smtpServer(refuse = false): Promise<{ url: string; letters: { to: string[]; raw: string }[] }> {
    const letters: { to: string[]; raw: string }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        done(refuse ? Object.assign(new Error('mailbox is full'), { responseCode: 452 }) : null),
      onData(stream, session, done) {
        void text(stream).then((raw) => {
          letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, letters };
  }

  const letter = {
    id: '0190d5a0-0000-7000-8000-000000000001',
    to: 'anna@example.test',
    subject: 'Заявление принято',
    text: 'Номер 44-2026-000001-7',
    html: '<p>Номер</p>',
  };

  test('arrives with both parts, a Cyrillic subject and an id of ours that repetitions share', async () => {
    const { url, letters } = await smtpServer();
    const mailer = createSmtpMailer({ smtpUrl: url, from: 'Кабинет <kabinet@example.test>' });
    await mailer.send(letter);
    await mailer.send(letter);
    expect(letters).toHaveLength(2);
    expect(letters[0]?.to).toEqual(['anna@example.test']);
    expect(letters[0]?.raw).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(letters[0]?.raw).toMatch(/multipart\/alternative/);
    const ids = letters.map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim());
    expect(ids).toEqual(['<0190d5a0-0000-7000-8000-000000000001@example.test>', ids[0]]);
  });

  test('cannot be made to carry further headers or recipients', async () => {
    const { url, letters } = await smtpServer();
    const mailer = createSmtpMailer({ smtpUrl: url, from: 'kabinet@example.test' });
    await mailer.send({ ...letter, subject: 'Тема\r\nBcc: thief@example.test' });
    expect(letters[0]?.to).toEqual(['anna@example.test']);
    expect(letters[0]?.raw).not.toMatch(/^Bcc:/m);
  });

  test('that a server refuses is an error, so that the outbox tries again', async () => {
    const { url } = await smtpServer(true);
    await expect(createSmtpMailer({ smtpUrl: url, from: 'kabinet@example.test' }).send(letter)).rejects.toThrow();
  });
});

describe('SMS over HTTP', () => {
  async function gateway(status: number): Promise<{ url: string; seen: { request: IncomingMessage; body: string }[] }> {
    const seen: { request: IncomingMessage; body: string }[] = [];
    const server: Server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ request, body });
        response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, seen };
  }

  const sms = { id: 'event-1', to: '+79000000001', text: 'Код для входа: 123456', code: '123456' };

  test('posts the message with our id, its sender and the token', async () => {
    const { url, seen } = await gateway(202);
    await createHttpSms({ url, token: 'secret', sender: 'Kabinet' }).send(sms);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      id: 'event-1',
      to: '+79000000001',
      from: 'Kabinet',
      text: 'Код для входа: 123456',
    });
    expect(seen[0]?.request.headers).toMatchObject({ 'idempotency-key': 'event-1', authorization: 'Bearer secret' });
  });

  test.each([500, 403, 302])('an answer of %i is an error, so that the outbox tries again', async (status) => {
    const { url } = await gateway(status);
    await expect(createHttpSms({ url, token: undefined, sender: 'Kabinet' }).send(sms)).rejects.toThrow();
  });
});
