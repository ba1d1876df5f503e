import type { SmsGateway } from './deliveries.ts';

type Gateway = Readonly<{ url: string; token: string | undefined; sender: string }>;

/**
 * Sends through an HTTP gateway: `POST {url}` with JSON `{ id, to, from, text }` and a bearer token.
 * `id` is the same at every attempt and goes as `Idempotency-Key`, too. @throws unless the gateway answers 2xx.
 */
export function createHttpSms({ url, token, sender }: Gateway): SmsGateway {
  return {
    async send({ id, to, text }) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(10_000),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ id, to, from: sender, text }),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`SMS gateway answered ${response.status}`);
    },
  };
}
