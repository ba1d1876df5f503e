import type { Party } from '../../src/platform/values/actor.ts';
import { listDemoDeliveries } from '../../src/platform/deliveries.ts';
import { numberParam } from '../../src/http/params.ts';
import { actorOf } from '../support/cast.ts';
import type { World } from './world.ts';

/** A record that an address can name. `owner` is whose it is; null: nobody's in particular. */
export type Specimen = Readonly<{ params: Readonly<Record<string, string>>; owner: Party | null; revision: number }>;

type Source = Readonly<{ under: string; find: (world: World, path: string) => Promise<Specimen[]> }>;

/**
 * Where the records of an address with parameters come from, by the beginning of the address. Whoever adds a route under one
 * of these adds nothing here; a new beginning needs its line, and the tests say so.
 */
const sources: readonly Source[] = [
  { under: '/services/:slug', find: services },
  { under: '/applications/new/:slug', find: services },
  { under: '/applications/drafts/:id', find: drafts },
  { under: '/applications/:number', find: (world) => cases(world, 'application', false) },
  { under: '/staff/applications/:number', find: (world) => cases(world, 'application', true) },
  { under: '/confirmation/files/:fileId', find: copies },
  { under: '/staff/confirmations/:number', find: confirmations },
  { under: '/documents/:id', find: (world) => owned(world, 'documents') },
  { under: '/messages/:id', find: messages },
  { under: '/login/held/:id', find: (world) => personal(world, 'late_forms') },
  { under: '/settings/security/sessions/:id', find: (world) => personal(world, 'sessions') },
  { under: '/register/email/:token', find: links },
  { under: '/demo/keys/:file', find: async () => [open({ file: 'anna-rsa.crt.pem' })] },
];

/**
 * Records of Анна's and of nobody for a path, each with all its parameters; `[{}]` for a path without any. Copies of passports
 * are Николай's, for Анна has none to send.
 */
export async function specimensFor(world: World, path: string): Promise<Specimen[]> {
  if (!path.includes(':')) return [open({})];
  const source = sources.find(({ under }) => path === under || path.startsWith(`${under}/`));
  if (source === undefined) throw new Error(`${path}: test/routes/specimens.ts has no records for such an address`);
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const found = await source.find(world, path);
  const whole = found.filter(({ params }) => names.every((name) => params[name] !== undefined));
  if (whole.length === 0) throw new Error(`${path}: there is no record for it among the demo's data`);
  return whole;
}

/** The address of a record. */
export function addressOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? '');
}

/** The same parameters, the named one as that of a record which has never been. */
export function missing(params: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const value = params[name] ?? '';
  const last = value.slice(-1);
  // Same length, same shape, another value.
  const other = numberParam.test(value)
    ? value.replace(/\d{6}-\d$/, '999999-9')
    : `${value.slice(0, -1)}${last === '1' ? '2' : '1'}`;
  return { ...params, [name]: other };
}

const open = (params: Readonly<Record<string, string>>): Specimen => ({ params, owner: null, revision: 1 });

async function anna(world: World) {
  return actorOf(world.test, 'anna');
}

async function services({ test }: World): Promise<Specimen[]> {
  const rows = (await test.ctx.db('services').select('slug')) as { slug: string }[];
  return rows.map(({ slug }) => open({ slug }));
}

async function drafts(world: World): Promise<Specimen[]> {
  const { db } = world.test.ctx;
  const { party } = await anna(world);
  const rows = (await db('drafts as d')
    .join('service_versions as v', 'v.id', 'd.version_id')
    .leftJoin('attachments as a', 'a.application_id', 'd.id')
    .where({ owner_kind: party.kind, owner_id: party.id })
    .orderBy('d.id', 'desc')
    .select('d.id', 'd.revision', 'v.definition', 'a.id as attachment')) as {
    id: string;
    revision: number;
    definition: string;
    attachment: string | null;
  }[];
  return rows.flatMap(({ id, revision, definition, attachment }) => {
    const { pages } = JSON.parse(definition) as { pages: { id: string }[] };
    const file = attachment === null ? {} : { fileId: attachment };
    return pages.map((page) => ({ params: { id, page: page.id, ...file }, owner: party, revision }));
  });
}

async function cases(world: World, kind: string, forStaff: boolean): Promise<Specimen[]> {
  const { db } = world.test.ctx;
  const { party } = await anna(world);
  const query = db('cases as c')
    .leftJoin('applications as p', 'p.case_id', 'c.id')
    .leftJoin('attachments as a', 'a.application_id', 'p.id')
    .where('c.kind', kind)
    .orderBy('c.number', 'desc')
    .select('c.number', 'c.revision', 'a.id as attachment');
  if (!forStaff) void query.where({ 'c.owner_kind': party.kind, 'c.owner_id': party.id });
  const rows = (await query) as { number: string; revision: number; attachment: string | null }[];
  return rows.map(({ number, revision, attachment }) => ({
    params: { number, ...(attachment !== null && { fileId: attachment }) },
    owner: forStaff ? null : party,
    revision,
  }));
}

async function copies({ test }: World): Promise<Specimen[]> {
  const ofDrafts = test.ctx.db('confirmation_scans').whereNull('confirmation_id');
  const rows = (await ofDrafts.select('person_id', 'file_id')) as { person_id: string; file_id: string }[];
  return rows.map((row) => ({
    params: { fileId: row.file_id },
    owner: { kind: 'person', id: row.person_id },
    revision: 1,
  }));
}

async function confirmations(world: World): Promise<Specimen[]> {
  const { db } = world.test.ctx;
  const found = await cases(world, 'confirmation', true);
  const rows = (await db('confirmation_scans as s')
    .join('confirmations as q', 'q.id', 's.confirmation_id')
    .join('cases as c', 'c.id', 'q.case_id')
    .select('c.number', 's.file_id')) as { number: string; file_id: string }[];
  return found.map((specimen) => {
    const copy = rows.find(({ number }) => number === specimen.params['number']);
    return copy === undefined ? specimen : { ...specimen, params: { ...specimen.params, fileId: copy.file_id } };
  });
}

async function owned(world: World, table: string): Promise<Specimen[]> {
  const { party } = await anna(world);
  const rows = (await world.test.ctx
    .db(table)
    .where({ owner_kind: party.kind, owner_id: party.id })
    .orderBy('id', 'desc')
    .select('id')) as { id: string }[];
  return rows.map(({ id }) => ({ params: { id }, owner: party, revision: 1 }));
}

async function messages(world: World): Promise<Specimen[]> {
  const replies = await world.test.ctx.db('messages').whereNotNull('reply_to').pluck<string[]>('id');
  const found = (await owned(world, 'messages')).filter(({ params }) => !replies.includes(params['id'] ?? ''));
  const files = (await world.test.ctx.db('message_files').select('message_id', 'file_id')) as {
    message_id: string;
    file_id: string;
  }[];
  return found.map((specimen) => {
    const file = files.find(({ message_id }) => message_id === specimen.params['id']);
    return file === undefined ? specimen : { ...specimen, params: { ...specimen.params, fileId: file.file_id } };
  });
}

async function personal(world: World, table: string): Promise<Specimen[]> {
  const { personId } = await anna(world);
  const query = world.test.ctx.db(table).where({ person_id: personId }).orderBy('id');
  if (table === 'sessions') void query.whereNull('ended_at');
  const ids = await query.pluck<string[]>('id');
  return ids.map((id) => ({ params: { id }, owner: { kind: 'person', id: personId }, revision: 1 }));
}

async function links({ test }: World): Promise<Specimen[]> {
  const letters = await listDemoDeliveries(test.ctx, 1000);
  const tokens = letters.flatMap(({ link }) => /\/register\/email\/([\w-]{43})/.exec(link ?? '')?.[1] ?? []);
  return tokens.map((token) => open({ token }));
}
