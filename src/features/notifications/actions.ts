import type { Context } from '../../context.ts';
import type { Code, Notice } from './rules.ts';

/** Tells a person by e-mail, and by SMS where asked; joins the caller's transaction, leaves after its commit. */
export async function notify(tx: Context, notice: Notice): Promise<void> {
  const key = notice.key ?? tx.ids.next();
  await tx.outbox.publish({ kind: 'notification.email', key, payload: notice });
  if (notice.sms === true) await tx.outbox.publish({ kind: 'notification.sms', key, payload: notice });
}

/** Sends a one-time code to an address that may belong to nobody yet. */
export async function sendCode(tx: Context, code: Code): Promise<void> {
  await tx.outbox.publish({ kind: 'notification.code', payload: code });
}

/** Sends a letter to an address outside any account: a confirmation link, or a word to the owner of a taken address. */
export async function sendLetter(
  tx: Context,
  letter: Readonly<{ to: string; subject: string; text: string; path?: string; code?: string }>,
): Promise<void> {
  await tx.outbox.publish({ kind: 'notification.letter', payload: letter });
}

/** The same by SMS. */
export async function sendSms(tx: Context, sms: Readonly<{ to: string; text: string }>): Promise<void> {
  await tx.outbox.publish({ kind: 'notification.text', payload: sms });
}
