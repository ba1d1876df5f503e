import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { formatPhone } from '../../platform/values/phone.ts';
import { cast, demoPassword, type CastMember } from './cast.ts';
import { seedCases, type ContextAt } from './cases/seed.ts';
import { prepareKeys } from './keys/actions.ts';
import { seedCast } from './seed.ts';

export { demoRoutes } from './routes.ts';
export { demoJobs } from './jobs.ts';

export { prepareKeys } from './keys/actions.ts';
export { seedCast } from './seed.ts';
export { seedCases, type ContextAt } from './cases/seed.ts';

/**
 * Makes an empty data folder a demo: keys, people, an organisation, applications in every state. Later starts only renew the
 * list of revoked certificates.
 */
export async function loadDemo(ctx: Context, contextAt: ContextAt): Promise<void> {
  await prepareKeys(ctx);
  const ids = await seedCast(ctx);
  if (ids !== null) await seedCases(ids, ctx, contextAt);
}

/** What the terminal says of the demo. */
export function demoWords(config: Config): string {
  const logins = Object.values(cast).map((member: CastMember) => {
    const name = [member.name.first, member.name.last].join(' ');
    return `  ${formatPhone(member.phone)}  ${name.padEnd(24)}${member.part}`;
  });
  return [
    'Демонстрация: данные учебные, письма и СМС никуда не уходят.',
    '',
    ...logins,
    '',
    `Пароль у всех: ${demoPassword}`,
    `Коды из СМС:   ${config.publicUrl}/demo/outbox`,
    `Ключи:         ${config.publicUrl}/demo/keys`,
    '',
    'Остановить: Ctrl+C',
  ].join('\n');
}
