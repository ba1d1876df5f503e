import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import knex, { type Knex } from 'knex';
import PgliteClient from 'knex-pglite';
import { numberTypes, readNumber } from '../../src/platform/db/postgres.ts';
import type { LastingDatabase } from './copies.ts';
import { keepContents, refill, type Run } from './refill.ts';
import { makeTemplate } from './template.ts';

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

/** Numbers come as from the driver of the product. */
const parsers = Object.fromEntries(numberTypes.map((type) => [type, readNumber]));
const dumpIn = (dir: string) => path.join(dir, 'pglite.tar');

/** Makes the folder and the dump that every test on PGlite starts from. */
export async function makePgliteTemplate(dir: string): Promise<void> {
  const pglite = await started(new QuietPglite({ parsers }));
  await makeTemplate(path.join(dir, 'template-pglite'), { db: openKnex(pglite) });
  await keepContents(runOn(pglite));
  // Its timer would keep the process that loads the dump from ending.
  await pglite.exec('alter system set log_startup_progress_interval = 0');
  const dump = await pglite.dumpDataDir('none');
  await writeFile(dumpIn(dir), Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
}

/** PostgreSQL inside the process that runs the tests, from the dump. */
export async function openPglite(dir: string): Promise<LastingDatabase> {
  const dump = new Blob([await readFile(dumpIn(dir))]);
  const pglite = await started(new QuietPglite({ loadDataDir: dump, parsers }));
  return {
    folder: 'template-pglite',
    async refill() {
      await refill(runOn(pglite));
      return { overrides: { db: openKnex(pglite) } };
    },
    close: () => pglite.close(),
  };
}

async function started(pglite: PGlite): Promise<PGlite> {
  await pglite.waitReady;
  return pglite;
}

function openKnex(pglite: PGlite): Knex {
  const client = LastingClient as unknown as typeof Knex.Client;
  return knex({ client, connection: { pglite } as Knex.StaticConnectionConfig });
}

function runOn(pglite: PGlite): Run {
  return async (sql) => (await pglite.exec(sql)).at(-1)?.rows ?? [];
}
