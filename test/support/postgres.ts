import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import type { LastingDatabase } from './copies.ts';
import { keepContents, refill, type Run } from './refill.ts';
import { makeTemplate } from './template.ts';

/** Makes the folder and the database that every test on a PostgreSQL server starts from. @returns how its databases begin */
export async function makePostgresTemplate(dir: string, server: string): Promise<string> {
  const prefix = `kabinet_test_${randomBytes(4).toString('hex')}`;
  await onServer(server, (client) =>
    client.query(`create database ${prefix}_template template template0 encoding 'UTF8'`),
  );
  const url = urlOf(server, `${prefix}_template`);
  await makeTemplate(path.join(dir, 'template-postgres'), { env: { DATABASE_URL: url } });
  await onServer(url, (client) => keepContents(runOn(client)));
  return prefix;
}

export async function dropPostgresDatabases(server: string, prefix: string): Promise<void> {
  await onServer(server, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
  });
}

export type OwnDatabase = Readonly<{ url: string; drop(): Promise<void> }>;

/** A database of one's own on the server, made from the template. */
export async function copyPostgres(): Promise<LastingDatabase> {
  const { url, drop } = await createDatabase(`${process.env['KABINET_TEST_POSTGRES']}_template`);
  return {
    folder: 'template-postgres',
    async refill() {
      await onServer(url, (client) => refill(runOn(client)));
      return { env: { DATABASE_URL: url } };
    },
    close: drop,
  };
}

/** A database of one's own that nobody has migrated. */
export function emptyPostgres(): Promise<OwnDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<OwnDatabase> {
  const server = process.env['TEST_DATABASE_URL'] ?? '';
  const prefix = process.env['KABINET_TEST_POSTGRES'] ?? '';
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${template} encoding 'UTF8'`));
  return {
    url: urlOf(server, name),
    drop: () => onServer(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** Lets a database take connections, or takes none and breaks off those that there are, as a server does that goes away. */
export async function allowConnections(url: string, allowed: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await onServer(process.env['TEST_DATABASE_URL'] ?? '', async (client) => {
    await client.query(`alter database ${name} allow_connections ${allowed}`);
    if (!allowed)
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });
}

function runOn(client: pg.Client): Run {
  return async (sql) => (await client.query<Record<string, unknown>>(sql)).rows ?? [];
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
