import type { DemoDelivery } from '../../platform/deliveries.ts';
import { formatInn } from '../../platform/values/inn.ts';
import { formatPhone } from '../../platform/values/phone.ts';
import { formatSnils } from '../../platform/values/snils.ts';
import { formatDateTime } from '../../platform/values/time.ts';
import { cast, demoPassword, emailOf, type CastMember } from './cast.ts';

export function loginsPage() {
  return {
    password: demoPassword,
    citizens: members.filter(({ roles }) => roles.length === 0).map(citizenRow),
    officials: members.filter(({ roles }) => roles.length > 0).map((member) => ({ cells: loginCells(member) })),
  };
}

const members: readonly CastMember[] = Object.values(cast);

function loginCells(member: CastMember) {
  return [
    { text: [member.name.first, member.name.last].join(' '), note: member.part },
    { text: formatPhone(member.phone), note: emailOf(member) },
  ];
}

function citizenRow(member: CastMember) {
  const { snils, inn } = member;
  return {
    cells: [
      ...loginCells(member),
      snils === null ? 'не указан' : formatSnils(snils),
      inn === null ? 'не указан' : formatInn(inn),
    ],
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
