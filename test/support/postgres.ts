import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { makeTemplate } from './template.ts';

/** Makes the folder and the database that every test on a PostgreSQL server starts from. @returns how its databases begin */
export async function makePostgresTemplate(dir: string, server: string): Promise<string> {
  const prefix = `kabinet_test_${randomBytes(4).toString('hex')}`;
  await onServer(server, (client) =>
    client.query(`create database ${prefix}_template template template0 encoding 'UTF8'`),
  );
  await makeTemplate(path.join(dir, 'template-postgres'), {
    env: { DATABASE_URL: urlOf(server, `${prefix}_template`) },
  });
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

/** A database of one's own on the server, made from the template. */
export async function copyPostgres(): Promise<Readonly<{ url: string; drop(): Promise<void> }>> {
  const server = process.env['TEST_DATABASE_URL'] ?? '';
  const prefix = process.env['KABINET_TEST_POSTGRES'] ?? '';
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${prefix}_template`));
  return {
    url: urlOf(server, name),
    drop: () => onServer(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
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
