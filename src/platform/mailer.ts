import { createTransport } from 'nodemailer';
import type { Mailer } from './deliveries.ts';

/** Sends over SMTP (`smtp://` or `smtps://`). The Message-ID is made of our id, so that a repeated letter can be recognised. */
export function createSmtpMailer({ smtpUrl, from }: Readonly<{ smtpUrl: string; from: string }>): Mailer {
  const transport = createTransport(smtpUrl, { from, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return {
    async send({ id, to, subject, text, html }) {
      await transport.sendMail({ to, subject, text, ...(html && { html }), messageId: `<${id}@${domain}>` });
    },
  };
}
