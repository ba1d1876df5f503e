import PgClient from 'knex/lib/dialects/postgres/index.js';
import { Unavailable } from '../../errors.ts';
import { isUnreachable } from './errors.ts';

/** `__knex__disposed` is Knex's own mark of connections that its pool must not give out again. */
type Connection = { __knex__disposed?: unknown };

/** Knex's client for PostgreSQL; that the server is gone reaches people as «try again», not as a fault of the portal. */
export class PostgresClient extends PgClient {
  /** Whatever the reason: without a connection nothing works, and it worked when the portal started. */
  override async acquireConnection(): Promise<unknown> {
    return super.acquireConnection().catch((error: unknown) => {
      throw unreachable(error);
    });
  }

  // Knex looks this up by name on the client.
  override async _query(connection: Connection, query: unknown): Promise<unknown> {
    return super._query(connection, query).catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
      connection.__knex__disposed = error;
      throw unreachable(error);
    });
  }
}

function unreachable(cause: unknown): Unavailable {
  return Object.assign(new Unavailable({ code: 'DB-UNREACHABLE' }), { cause });
}
