import type { Context } from '../../context.ts';
import type { Jobs } from '../../platform/worker.ts';
import { contactsOf } from '../accounts/index.ts';
import { codeText, paragraphsOf, smsText, type Code, type Notice } from './rules.ts';

type Letter = Readonly<{ to: string; subject: string; text: string; path?: string; code?: string }>;

/** Sends what the outbox holds. The event's id goes with every message, so that a gateway can recognise a repetition. */
export function notificationJobs(ctx: Context): Jobs {
  const { publicUrl, region } = ctx.config;

  async function mail(id: string, { to, subject, text, path, code }: Letter): Promise<void> {
    const link = path === undefined ? undefined : `${publicUrl}${path}`;
    const model = { subject, paragraphs: paragraphsOf(text), link: link ?? null, region, publicUrl };
    await ctx.mailer.send({
      id,
      to,
      subject,
      text: ctx.views.render('emails/notice.txt', model),
      html: ctx.views.render('emails/notice.html', model),
      ...(code !== undefined && { code }),
      ...(link !== undefined && { link }),
    });
  }

  return {
    handlers: {
      async 'notification.email'(payload, event) {
        const notice = payload as Notice;
        const { email } = await contactsOf(ctx, notice.personId);
        if (email !== null) await mail(event.id, { to: email, ...notice });
      },
      async 'notification.sms'(payload, event) {
        const notice = payload as Notice;
        const { phone } = await contactsOf(ctx, notice.personId);
        await ctx.sms.send({ id: event.id, to: phone, text: smsText(notice, publicUrl) });
      },
      async 'notification.code'(payload, event) {
        const { to, code, words } = payload as Code;
        const text = codeText({ words, code });
        if (to.channel === 'sms') await ctx.sms.send({ id: event.id, to: to.address, text, code });
        else await mail(event.id, { to: to.address, subject: words, text, code });
      },
      'notification.letter': (payload, event) => mail(event.id, payload as Letter),
      async 'notification.text'(payload, event) {
        const { to, text } = payload as { to: string; text: string };
        await ctx.sms.send({ id: event.id, to, text });
      },
    },
    schedule: [],
  };
}
