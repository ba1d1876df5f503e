import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { ServiceDefinition } from './definition/service.ts';
import { inCatalogueOrder, matches, type ServiceFilters } from './rules.ts';

/** A version of a service. Applications keep `versionId`; whether it is the current one, `findService` tells. */
export type Service = Readonly<{
  slug: string;
  versionId: string;
  version: number;
  publishedAt: number;
  definition: ServiceDefinition;
}>;

type VersionRow = {
  id: string;
  slug: string;
  version: number;
  definition: string;
  sha256: string;
  published_at: number;
};

/** Versions never change, so each is parsed once a process; contexts of tests have configurations of their own. */
const parsed = new WeakMap<object, Map<string, Service>>();

type Current = { current_version_id: string };

const currentOf = prepared<{ slug: string }, Current>((db, { slug }) =>
  db('services').where({ slug, status: 'offered' }).select('current_version_id'),
);
const allCurrent = prepared<{ status: string }, Current>((db, { status }) =>
  db('services').where({ status }).select('current_version_id'),
);

/** The current version of an offered service. @throws NotFound for an unknown or withdrawn one. */
export async function findService(ctx: Context, slug: string): Promise<Service> {
  const [row] = await currentOf(ctx.db, { slug });
  if (!row) throw new NotFound();
  return findServiceVersion(ctx, row.current_version_id);
}

/** Any version by its id, current or not. @throws NotFound */
export async function findServiceVersion(ctx: Context, id: string): Promise<Service> {
  const [service] = await findVersions(ctx, [id]);
  if (!service) throw new NotFound();
  return service;
}

/** Offered services that fit the filters, in the order of the catalogue. */
export async function listServices(ctx: Context, filters: ServiceFilters = {}): Promise<Service[]> {
  const rows = await allCurrent(ctx.db, { status: 'offered' });
  const services = await findVersions(
    ctx,
    rows.map((row) => row.current_version_id),
  );
  return services
    .filter(({ definition }) => matches(definition, filters))
    .sort((a, b) => inCatalogueOrder(a.definition, b.definition));
}

async function findVersions(ctx: Context, ids: readonly string[]): Promise<Service[]> {
  const cache = parsed.get(ctx.config) ?? new Map<string, Service>();
  parsed.set(ctx.config, cache);
  const unknown = ids.filter((id) => !cache.has(id));
  if (unknown.length > 0) {
    const rows = (await ctx.db('service_versions').whereIn('id', unknown).select()) as VersionRow[];
    for (const row of rows) cache.set(row.id, serviceOf(row));
  }
  return ids.flatMap((id) => cache.get(id) ?? []);
}

/** What was published has been checked then; a later format has to read it as it is. */
function serviceOf(row: VersionRow): Service {
  const definition = JSON.parse(row.definition) as ServiceDefinition;
  return Object.freeze({
    slug: row.slug,
    versionId: row.id,
    version: row.version,
    publishedAt: row.published_at,
    definition,
  });
}

/** Number and content hash of the current version, for the loader. */
export async function currentVersion(
  ctx: Context,
  slug: string,
): Promise<{ version: number; sha256: string } | undefined> {
  const query = ctx
    .db('services')
    .join('service_versions', 'service_versions.id', 'services.current_version_id')
    .where('services.slug', slug);
  return (await query.first('service_versions.version', 'service_versions.sha256')) as
    { version: number; sha256: string } | undefined;
}

/** Stores a version and makes it the current one; false when another process has just stored the same number. */
export async function insertVersion(
  tx: Context,
  version: Readonly<{ slug: string; version: number; definition: string; sha256: string }>,
): Promise<boolean> {
  const id = tx.ids.next();
  const row = { id, ...version, published_at: tx.clock.now() };
  const inserted = await tx.db('service_versions').insert(row).onConflict(['slug', 'version']).ignore().returning('id');
  if (inserted.length === 0) return false;
  await tx
    .db('services')
    .insert({ slug: version.slug, current_version_id: id, status: 'offered' })
    .onConflict('slug')
    .merge(['current_version_id']);
  return true;
}
