import type { Request } from 'express';
import type { Context } from '../../context.ts';
import { displayOf, displayShell } from '../../http/display.ts';
import { returnAddress } from '../../http/next-address.ts';
import { blanks } from '../../http/pages.ts';
import { actorOrNull } from '../../http/request-state.ts';
import { sessionEndOf } from '../../http/session-end.ts';
import { staffRoles, type Actor, type StaffRole } from '../../platform/values/actor.ts';
import { listServices } from '../catalogue/index.ts';
import { ringText } from '../messages/index.ts';
import { shellFacts, type ShellFacts } from './shell-store.ts';

type Link = Readonly<{
  href: string;
  text: string;
  current?: boolean;
  strong?: boolean;
  minor?: boolean;
  count?: string;
}>;

const cabinetSections = [
  ['/cabinet', 'Главная'],
  ['/profile', 'Мой профиль'],
  ['/services', 'Услуги'],
  ['/applications', 'Мои заявления'],
  ['/documents', 'Документы'],
  ['/messages', 'Сообщения'],
  ['/journal', 'Журнал действий'],
  ['/settings/security', 'Настройки'],
] as const;

const deskSections: readonly Readonly<{ href: string; text: string; roles: readonly StaffRole[] }>[] = [
  { href: '/staff/applications', text: 'Заявления', roles: ['specialist', 'head', 'administrator'] },
  { href: '/staff/confirmations', text: 'Проверки', roles: ['specialist', 'head', 'support'] },
  { href: '/staff/attempts', text: 'Попытки', roles: ['support', 'administrator'] },
  { href: '/settings/security', text: 'Настройки', roles: staffRoles },
];

const footerColumns = [
  {
    title: 'Правовая информация',
    links: [
      { href: '/legal/terms', text: 'Пользовательское соглашение' },
      { href: '/legal/privacy', text: 'Политика обработки данных' },
    ],
  },
  {
    title: 'Службы',
    links: [
      { href: '/services', text: 'Каталог услуг' },
      { href: '/check', text: 'Проверить документ' },
    ],
  },
];

/** The model that every whole page is given besides its own; its shape stands at the top of `layouts/base.njk`. */
export function createShell(ctx: Context): (req: Request) => Promise<object> {
  const { region, demo } = ctx.config;
  const line = `Личный кабинет ${region.code}, ${region.name}. Время ${zoneWords(ctx.config.timeZone)}. Сборы и сроки местных услуг — пример.`;
  const shared = {
    region,
    demo,
    search: false,
    utilities: demo ? [{ href: '/demo', text: 'Демонстрация', minor: true }] : [],
  };
  const columns = demo
    ? [
        ...footerColumns,
        {
          title: 'Демонстрация',
          links: [
            { href: '/demo', text: 'Учётные записи' },
            { href: '/demo/outbox', text: 'Письма и СМС' },
            { href: '/demo/keys', text: 'Учебные ключи' },
          ],
        },
      ]
    : footerColumns;
  const footer = { columns, line, links: [] };

  return async function shellFor(req) {
    const actor = actorOrNull(req);
    const base = {
      ...shared,
      display: {
        href: actor === null ? '/display' : '/settings/display',
        ...displayShell(displayOf(req)),
      },
      path: returnAddress(req, ctx.config.publicUrl) ?? req.path,
      csrf: blanks.csrf,
      footer,
    };
    if (actor === null) return { ...base, links: guestLinks(req.path), menu: [] };
    const facts = await shellFacts(ctx, actor);
    return {
      ...base,
      links: [],
      menu: menuFor(actor, req.path, facts),
      person: personOf(actor, facts),
      acting: actingOf(actor, facts),
      session: { ...sessionEndOf(req), secondsLeft: blanks.secondsLeft },
      ...(actor.roles.length > 0 && { staff: await deskOf(ctx, actor, req.path) }),
    };
  };
}

function guestLinks(path: string): Link[] {
  const link = (href: string, text: string) => ({ href, text, current: path === href });
  return [
    link('/services', 'Услуги'),
    { ...link('/check', 'Проверить документ'), minor: true },
    link('/register', 'Регистрация'),
    { ...link('/login', 'Войти'), strong: true },
  ];
}

function menuFor(actor: Actor, path: string, facts: ShellFacts): Link[] {
  const own = actor.party.kind === 'person';
  return cabinetSections
    .filter(([href]) => own || (href !== '/profile' && href !== '/journal'))
    .map(([href, text]) => ({
      href,
      text,
      current: isUnder(path, href),
      ...(href === '/messages' && facts.unread > 0 && { count: ringText(facts.unread) }),
    }));
}

/** All settings are one section, whose first page is the one about security. */
function isUnder(path: string, href: string): boolean {
  const section = href === '/settings/security' ? '/settings' : href;
  return path === section || path.startsWith(`${section}/`);
}

function personOf(actor: Actor, facts: ShellFacts) {
  return {
    name: actor.name,
    // An official's own page is the desk.
    ...(actor.roles.length === 0 && { href: '/profile' }),
    messages: { href: '/messages', ...(facts.unread > 0 && { count: ringText(facts.unread) }) },
  };
}

function actingOf(actor: Actor, { organisations }: ShellFacts) {
  if (organisations.length === 0) return undefined;
  const choices = [
    { value: 'person', text: 'Мой кабинет' },
    ...organisations.map(({ id, name }) => ({ value: id, text: name })),
  ];
  const current = actor.party.kind === 'person' ? 'person' : actor.party.id;
  return {
    current: actor.party.kind === 'person' ? 'Мой кабинет' : actor.partyName,
    choices: choices.filter(({ value }) => value !== current),
  };
}

async function deskOf(ctx: Context, actor: Actor, path: string) {
  return {
    department: await departmentName(ctx, actor.department),
    sections: deskSections
      .filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
      .map(({ href, text }) => ({ href, text, current: isUnder(path, href) })),
  };
}

/** Departments are named by the services that they decide. */
async function departmentName(ctx: Context, code: string | null): Promise<string> {
  if (code === null) return 'все ведомства';
  const services = await listServices(ctx);
  return services.find(({ definition }) => definition.department.code === code)?.definition.department.name ?? code;
}

function zoneWords(timeZone: string): string {
  return timeZone === 'Europe/Moscow' ? 'московское' : `по поясу ${timeZone}`;
}
