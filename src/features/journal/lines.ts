import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { listServices } from '../catalogue/index.ts';
import { kindOf, type KindCode } from '../cases/index.ts';
import { membershipsOf } from '../organisations/index.ts';
import { wordsOfAct } from './acts.ts';
import { isPublicNumber, maskAddress } from './rules.ts';
import type { Entry } from './store.ts';

/** An entry in the words of the page and of the paper. */
export type Line = Readonly<{
  at: number;
  words: string;
  /** Number, what changed, whose cabinet. */
  note: string;
  href: string | null;
  who: string;
  address: string;
  refused: boolean;
}>;

/** Names that lines speak of: departments by code, organisations by id. */
type Names = Readonly<{ departments: ReadonlyMap<string, string>; organisations: ReadonlyMap<string, string> }>;

/** Puts entries into words; asks for names only when an entry needs one. */
export async function linesOf(ctx: Context, actor: Actor, entries: readonly Entry[]): Promise<Line[]> {
  const names = {
    departments: entries.some(({ department }) => department !== null) ? await departmentNames(ctx) : new Map(),
    organisations: entries.some(({ party }) => party?.kind === 'organisation')
      ? await organisationNames(ctx, actor)
      : new Map(),
  };
  return entries.map((entry) => lineOf(entry, actor, names));
}

function lineOf(entry: Entry, actor: Actor, names: Names): Line {
  const { at, act, result, subject, contents } = entry;
  const number = subject !== null && isPublicNumber(subject) ? subject : null;
  const facts = [number && `№ ${number}`, changeWords(entry), cabinetWords(entry, names)];
  return {
    at,
    words: wordsOfAct(act, result),
    note: facts.filter(Boolean).join(', '),
    href: number !== null && isOwnApplication(entry, actor) ? `/applications/${number}` : null,
    who: whoWords(entry, names),
    // The address of an official is theirs, not the reader's.
    address: entry.by === 'self' || act.startsWith('login.') ? maskAddress(contents?.ip ?? '') : '',
    refused: result === 'refused',
  };
}

/** The page opens only in the cabinet to which the application belongs. */
function isOwnApplication({ act, party, contents }: Entry, actor: Actor): boolean {
  const application = act.startsWith('application.') || contents?.['kind'] === 'application';
  return application && party?.kind === actor.party.kind && party.id === actor.party.id;
}

function changeWords({ act, contents }: Entry): string {
  const { kind, from, to, method } = contents ?? {};
  if (act === 'login.succeeded') return methods[String(method)] ?? '';
  if (act !== 'case.moved' && act !== 'case.opened') return '';
  return [from, to]
    .filter((status) => typeof status === 'string')
    .map((status) => `«${statusWords(kind, status)}»`)
    .join(' → ');
}

const methods: Readonly<Record<string, string>> = {
  password: 'пароль на знакомом устройстве',
  sms: 'пароль и код из СМС',
  app: 'пароль и код из приложения',
};

function statusWords(kind: unknown, status: string): string {
  return kindOf(kind as KindCode).statuses[status]?.words ?? status;
}

function cabinetWords({ party }: Entry, { organisations }: Names): string {
  if (party?.kind !== 'organisation') return '';
  return `в кабинете ${organisations.get(party.id) ?? 'организации'}`;
}

function whoWords({ by, department, act, contents }: Entry, { departments }: Names): string {
  if (by === 'self') return 'Вы';
  if (by === 'other') return 'Другой представитель организации';
  if (by === 'official') return department === null ? 'Сотрудник портала' : (departments.get(department) ?? department);
  if (act === 'login.refused') return 'Не установлено';
  return contents?.['by'] === 'operator' ? 'Администратор портала' : 'Портал';
}

async function departmentNames(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const services = await listServices(ctx);
  return new Map(services.map(({ definition: { department } }) => [department.code, department.name]));
}

async function organisationNames(ctx: Context, { personId }: Actor): Promise<ReadonlyMap<string, string>> {
  const memberships = await membershipsOf(ctx, personId);
  return new Map(memberships.map(({ organisation }) => [organisation.id, organisation.shortName]));
}
