import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import knex, { type Knex } from 'knex';
import PgliteClient from 'knex-pglite';
import { numberTypes, readNumber } from '../../src/platform/db/postgres.ts';
import { makeTemplate } from './template.ts';

/** PostgreSQL inside the process that runs the tests. */
export type PgliteCopy = Readonly<{ db: Knex; drop(): void }>;

type Answer = Readonly<{ method?: string }>;
/** The types of Knex do not show what its clients are made of. */
type Client = Knex.Client & { processResponse(answer: Answer, runner: unknown): unknown };

/** Starting takes seconds, so the one behind stays when Knex closes. */
class LastingClient extends (PgliteClient as unknown as new (config: Knex.Config) => Client) {
  /** What Knex calls `del` is no word of SQL: without this a deletion would not tell how many rows it took. */
  override processResponse(answer: Answer, runner: unknown): unknown {
    return super.processResponse(answer.method === 'del' ? { ...answer, method: 'delete' } : answer, runner);
  }

  override destroyRawConnection(): Promise<void> {
    return Promise.resolve();
  }
}

function openPglite(pglite: PGlite): Knex {
  const client = LastingClient as unknown as typeof Knex.Client;
  return knex({ client, connection: { pglite } as Knex.StaticConnectionConfig });
}

/** Numbers come as from the driver of the product. */
const parsers = Object.fromEntries(numberTypes.map((type) => [type, readNumber]));

/** Makes the folder and the dump that every test on PGlite starts from; the dump keeps what the tables hold in a second schema. */
export async function makePgliteTemplate(dir: string): Promise<void> {
  const pglite = await PGlite.create({ parsers });
  await makeTemplate(path.join(dir, 'template-pglite'), { db: openPglite(pglite) });
  for (const name of await tablesOf(pglite, 'public'))
    await pglite.exec(
      `create schema if not exists template; create table template."${name}" as table public."${name}"`,
    );
  // Its timer would keep the process that loads the dump from ending.
  await pglite.exec('alter system set log_startup_progress_interval = 0');
  const dump = await pglite.dumpDataDir('none');
  await writeFile(path.join(dir, 'pglite.tar'), Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
}

/** Loads a dump. */
export async function loadPglite(dump: Uint8Array<ArrayBuffer>): Promise<PGlite> {
  const pglite = new QuietPglite({ loadDataDir: new Blob([dump]), parsers });
  await pglite.waitReady;
  return pglite;
}

/** Its statistics are written some seconds after a statement; no process need live on for them. */
class QuietPglite extends PGlite {
  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    const { setTimeout } = globalThis;
    const idly = (work: () => void, ms: number) => setTimeout(work, ms).unref();
    globalThis.setTimeout = idly as typeof setTimeout;
    try {
      return super.execProtocolRawSync(message);
    } finally {
      globalThis.setTimeout = setTimeout;
    }
  }
}

/** The database with what the template holds, whatever was done to it before. */
export async function copyPglite(pglite: PGlite): Promise<Knex> {
  const statements = (await tablesOf(pglite, 'template')).map(
    (name) => `delete from public."${name}"; insert into public."${name}" select * from template."${name}";`,
  );
  // Without the first setting foreign keys would ask for an order.
  await pglite.exec(
    `set session_replication_role = replica; ${statements.join('')} set session_replication_role = origin`,
  );
  return openPglite(pglite);
}

async function tablesOf(pglite: PGlite, schema: string): Promise<string[]> {
  const { rows } = await pglite.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1',
    [schema],
  );
  return rows.map(({ name }) => name);
}
