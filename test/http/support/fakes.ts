import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ActingSession, LateForm, LateForms } from '../../../src/http/ports.ts';
import type { Session, SessionEnd, SessionStore, StoredSession } from '../../../src/http/session.ts';
import type { FileStore, KeptFile, StoredFile } from '../../../src/platform/files/file-store.ts';
import type { Actor } from '../../../src/platform/values/actor.ts';

export type FakeSessions = SessionStore & {
  rows: Map<string, { hash: string; session: StoredSession }>;
  ended: { id: string; reason: SessionEnd }[];
  calls: string[];
};

/** Sessions in memory, with a note of every call. */
export function fakeSessions(): FakeSessions {
  const rows: FakeSessions['rows'] = new Map();
  const ended: FakeSessions['ended'] = [];
  const calls: string[] = [];
  return {
    rows,
    ended,
    calls,
    async create(session, hash) {
      calls.push('create');
      rows.set(session.id, { session, hash });
    },
    async touch(id, usedAt) {
      calls.push('touch');
      const row = rows.get(id)!;
      rows.set(id, { ...row, session: { ...row.session, usedAt } });
    },
    async rotate(session, hash) {
      calls.push('rotate');
      rows.set(session.id, { session, hash });
    },
    async end(id, reason) {
      calls.push('end');
      ended.push({ id, reason });
      rows.delete(id);
    },
  };
}

export type FakeLateForms = LateForms & {
  kept: LateForm[];
  owners: Map<string, { personId: string; endedAt: number }>;
};

/** Late forms in memory; a test says whose sessions have run out. */
export function fakeLateForms(): FakeLateForms {
  const kept: LateForm[] = [];
  const owners: FakeLateForms['owners'] = new Map();
  return {
    kept,
    owners,
    ownerOf: async (hash) => owners.get(hash) ?? null,
    keep: async (form) => `/late-forms/${kept.push(form)}`,
  };
}

export type FakeFiles = Pick<FileStore, 'store' | 'open' | 'read'> & { stored: Map<string, Buffer>; failed: number };

/** Files in memory; counts the streams that broke off before their end. */
export function fakeFiles(): FakeFiles {
  const stored = new Map<string, Buffer>();
  const files: FakeFiles = {
    stored,
    failed: 0,
    async store(source): Promise<StoredFile> {
      try {
        const bytes = Buffer.isBuffer(source) ? source : await buffer(source);
        const id = randomUUID();
        stored.set(id, bytes);
        return { id, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      } catch (error) {
        files.failed += 1;
        throw error;
      }
    },
    open: (id) => (stored.has(id) ? Readable.from([stored.get(id)!]) : brokenStream()),
    async read(id) {
      return stored.get(id)!;
    },
  };
  return files;
}

function brokenStream(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('gone'));
    },
  });
}

export function keptFile(files: FakeFiles, bytes: Buffer, about: { name: string; type: string }): KeptFile {
  const id = randomUUID();
  files.stored.set(id, bytes);
  return { id, size: bytes.length, sha256: '', ...about };
}

const citizen: Actor = {
  personId: 'anna',
  name: 'Анна Смирнова',
  party: { kind: 'person', id: 'anna' },
  partyName: 'Анна Сергеевна Смирнова',
  rights: 'change',
  level: 'confirmed',
  roles: [],
  department: null,
};

/** The cast, by person id. */
export const cast: Readonly<Record<string, Actor>> = {
  anna: citizen,
  boris: { ...citizen, personId: 'boris', party: { kind: 'organisation', id: 'romashka' }, rights: 'read' },
  nikolai: { ...citizen, personId: 'nikolai', level: 'simplified' },
  sergey: { ...citizen, personId: 'sergey', roles: ['specialist'], department: 'archive' },
  olga: { ...citizen, personId: 'olga', roles: ['head'], department: 'archive' },
};

export async function loadActor(session: Pick<Session, 'personId'>): Promise<Actor | null> {
  return cast[session.personId ?? ''] ?? null;
}

/** Finds a session of `fakeSessions` with its actor, and notes the call there. */
export function loadSessionFrom({ rows, calls }: FakeSessions) {
  return async (hash: string): Promise<ActingSession | null> => {
    calls.push('load');
    const session = [...rows.values()].find((row) => row.hash === hash)?.session;
    if (session === undefined) return null;
    return { session, actor: session.stage === 'full' ? await loadActor(session) : null };
  };
}
