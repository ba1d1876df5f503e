import { create } from 'qrcode';
import type { Context } from '../../../context.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { StoredSession } from '../../../http/ports.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatEmail } from '../../../platform/values/email.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { activeSessionsOf, contactsOf } from '../../accounts/index.ts';
import { spelledSecret } from '../factors/rules.ts';
import { idleMinutes, minutesInWords } from '../idle-time/words.ts';
import { describeBrowser } from './rules.ts';
import { waysIn } from './store.ts';

/** «Безопасность»: how one signs in, and where one is signed in now. */
export async function securityPage(ctx: Context, actor: Actor, here: Pick<StoredSession, 'id' | 'idleMs'>) {
  const { phone, email } = await contactsOf(ctx, actor.personId);
  const { hasApp, pendingEmail } = await waysIn(ctx, actor.personId);
  const sessions = await activeSessionsOf(ctx, actor.personId);
  return {
    phone: formatPhone(phone),
    email: email === null ? null : formatEmail(email),
    pendingEmail: email !== null || pendingEmail === null ? null : formatEmail(pendingEmail),
    hasApp,
    staff: actor.roles.length > 0,
    sessions: sessions.map(({ id, client, startedAt, usedAt }) => ({
      id,
      browser: describeBrowser(client.userAgent),
      address: client.address,
      startedAt,
      usedAt,
      current: id === here.id,
    })),
    others: sessions.some(({ id }) => id !== here.id),
    idle: minutesInWords(idleMinutes(here.idleMs, ctx.config.limits.sessionIdleMinutes)),
  };
}

export type AppPage = Readonly<{
  qr: QrPicture;
  secret: string;
  errors: readonly FieldError[];
  code: string | null;
}>;

/** The page that shows the secret once, as a picture and as letters. */
export function appPage(secret: string, address: string, errors: readonly FieldError[] = []): AppPage {
  return { qr: drawQr(address), secret: spelledSecret(secret), errors, code: errors[0]?.code ?? null };
}

export type QrPicture = Readonly<{ size: number; path: string }>;

/** A QR code as the path of an SVG: one square a dark module, with the quiet zone of four modules (ISO/IEC 18004). */
export function drawQr(text: string): QrPicture {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
    }
  }
  return { size: modules.size + 2 * quiet, path };
}
