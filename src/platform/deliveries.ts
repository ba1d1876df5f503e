import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';

/** An e-mail; `id` is ours, the same at every attempt, so that a gateway can tell a repetition. */
export type Mail = Readonly<{
  id: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  code?: string;
  link?: string;
}>;
/** A text message. `to` is E.164. `code` repeats the one-time code of the text, for the demo's outbox. */
export type Sms = Readonly<{ id: string; to: string; text: string; code?: string }>;

export type Mailer = Readonly<{ send(mail: Mail): Promise<void> }>;
export type SmsGateway = Readonly<{ send(sms: Sms): Promise<void> }>;

/** What would have left the demo. */
export type DemoDelivery = Readonly<{
  id: string;
  at: number;
  channel: 'sms' | 'voice' | 'email' | 'push';
  to: string;
  subject: string;
  text: string;
  code?: string;
  link?: string;
}>;

type Needs = Readonly<{ db: Knex; clock: Clock; cipher: Cipher }>;

/** The embedded default of the demo: nothing leaves, everything can be read at `/demo/outbox`. */
export function createDemoDelivery({ db, clock, cipher }: Needs): { mailer: Mailer; sms: SmsGateway } {
  const keep = async (
    id: string,
    channel: DemoDelivery['channel'],
    delivery: Omit<DemoDelivery, 'id' | 'at' | 'channel'>,
  ) => {
    const sealed = cipher.seal('demo_deliveries.delivery', id, JSON.stringify(delivery));
    await db('demo_deliveries')
      .insert({ id, at: clock.now(), channel, delivery_sealed: sealed })
      .onConflict('id')
      .ignore();
  };
  return {
    mailer: {
      send: ({ id, to, subject, text, code, link }) =>
        keep(id, 'email', { to, subject, text, ...(code && { code }), ...(link && { link }) }),
    },
    sms: { send: ({ id, to, text, code }) => keep(id, 'sms', { to, subject: '', text, ...(code && { code }) }) },
  };
}

/** The latest deliveries of the demo, newest first. */
export async function listDemoDeliveries(
  { db, cipher }: Pick<Needs, 'db' | 'cipher'>,
  limit: number,
): Promise<DemoDelivery[]> {
  const rows = (await db('demo_deliveries').orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).select('*')) as {
    id: string;
    at: number;
    channel: DemoDelivery['channel'];
    delivery_sealed: string;
  }[];
  return rows.map(({ id, at, channel, delivery_sealed }) => ({
    id,
    at,
    channel,
    ...(cipher.openJson('demo_deliveries.delivery', id, delivery_sealed) as Omit<
      DemoDelivery,
      'id' | 'at' | 'channel'
    >),
  }));
}
