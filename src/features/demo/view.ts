import type { DemoDelivery } from '../../platform/deliveries.ts';
import { formatInn } from '../../platform/values/inn.ts';
import { formatPhone } from '../../platform/values/phone.ts';
import { formatSnils } from '../../platform/values/snils.ts';
import { formatDateTime } from '../../platform/values/time.ts';
import { cast, demoPassword, emailOf, type CastMember } from './cast.ts';

export function loginsPage() {
  return {
    password: demoPassword,
    rows: Object.values(cast).map((member: CastMember) => ({
      cells: [
        { text: [member.name.first, member.name.last].join(' '), note: member.part },
        { text: formatPhone(member.phone), note: emailOf(member) },
        member.snils === null ? '—' : formatSnils(member.snils),
        member.inn === null ? '—' : formatInn(member.inn),
      ],
    })),
  };
}

const channels: Readonly<Record<DemoDelivery['channel'], string>> = {
  sms: 'СМС',
  voice: 'Звонок',
  email: 'Письмо',
  push: 'Уведомление',
};

export function deliveryPage(deliveries: readonly DemoDelivery[], timeZone: string) {
  return {
    deliveries: deliveries.map(({ id, at, channel, to, subject, text, code, link }) => ({
      id,
      at: formatDateTime(at, timeZone),
      channel: channels[channel],
      to: channel === 'email' ? to : formatPhone(to),
      subject: subject || text,
      lines: subject === '' ? [] : text.split('\n').filter(Boolean),
      code: code ?? null,
      link: link ?? null,
    })),
  };
}
