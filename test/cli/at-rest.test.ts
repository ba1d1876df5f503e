import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { sealedColumns } from '../../src/cli/sealed-columns.ts';
import { createContext, type Context } from '../../src/context.ts';
import { acts } from '../../src/features/journal/acts.ts';
import { auditContents } from '../../src/platform/audit.ts';
import type { AuditRow } from '../../src/platform/audit-row.ts';
import { listDemoDeliveries } from '../../src/platform/deliveries.ts';
import { createCipher, keyIdOf } from '../../src/platform/encryption.ts';
import { formatPhone } from '../../src/platform/values/phone.ts';
import { formatSnils } from '../../src/platform/values/snils.ts';
import { cast, demoPassword, signIn } from '../support/cast.ts';
import { testConfig } from '../support/config.ts';
import { textOf } from '../support/html.ts';
import { liveThrough, type Live } from './live.ts';
import { operator } from './operator.ts';

const logged: string[] = [];
let live: Live;
let ctx: Context;
beforeAll(async () => {
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  live = await liveThrough({ overrides: { log } });
  ({ ctx } = live.test);
}, 60_000);
afterAll(() => live.close());

/** What lies on the disk and in the log, by place. The demo's own keys (`pki/`) are made for its visitors and left out. */
async function everything(): Promise<[place: string, bytes: Buffer][]> {
  const { dataDir } = ctx.config;
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataDir, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('pki/') && !name.startsWith('trust/'));
  const read = files.map(async (name): Promise<[string, Buffer]> => [name, await readFile(path.join(dataDir, name))]);
  return [...(await Promise.all(read)), ['the log', Buffer.from(logged.join(''))]];
}

/** The ways in which a careless program might have written a value. */
function spellings(value: string): Buffer[] {
  const utf8 = Buffer.from(value);
  // Base64 has three alignments; the ends depend on neighbours.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(4, -4),
  );
  const texts = [utf8.toString('hex'), encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...base64];
  return [
    utf8,
    Buffer.from(value, 'utf16le'),
    ...texts.filter((text) => text.length > 7).map((text) => Buffer.from(text)),
  ];
}

describe('after a person has done everything', () => {
  test('the places that are searched are there, and a value in them would be found', async () => {
    const places = await everything();
    const names = places.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['kabinet.db', 'kabinet.db-wal', 'the log']));
    expect(names.filter((name) => name.startsWith('files/')).length).toBeGreaterThan(8);
    const [, database = Buffer.alloc(0)] = places.find(([name]) => name === 'kabinet.db') ?? [];
    expect(spellings('audit_entries').some((bytes) => database.includes(bytes))).toBe(true);
    const [, log = Buffer.alloc(0)] = places.find(([name]) => name === 'the log') ?? [];
    expect(log.includes('/register')).toBe(true);
  });

  test('nothing personal can be read in the database, its log of changes, the stored files or the log', async () => {
    const { person } = live;
    // prettier-ignore
    const values = [
      person.last, person.middle, `${person.last} ${person.first} ${person.middle}`, person.password,
      person.phone, person.phone.slice(2), formatPhone(person.phone), formatPhone(person.phone).slice(3),
      person.snils, formatSnils(person.snils), person.inn, person.email, person.address, person.birthDate,
      `${person.passportSeries} ${person.passportNumber}`, person.passportSeries + person.passportNumber,
      person.passportIssuedBy, 'ул. Лесная, от дома 5 до дома 9', 'На схеме рядом газопровод', 'можно начинать',
      'паспорт.png', 'схема.pdf', 'квитанция.png', 'согласование.pdf', 'Согласование владельца газопровода',
      '%PDF-', 'IHDR', cast.anna.name.last, cast.anna.phone, cast.anna.snils ?? '',
    ];
    const found: string[] = [];
    for (const [place, bytes] of await everything())
      for (const value of values)
        if (spellings(value).some((written) => bytes.includes(written))) found.push(`${value} in ${place}`);
    expect(found).toEqual([]);
  });

  test('every sealed column opens as the list of them says', async () => {
    const filled = new Set<string>();
    for (const { table, id, column, place } of sealedColumns) {
      for (const row of await sealedRows(table, id, column)) {
        expect(() => ctx.cipher.open(place, row.id, row.sealed)).not.toThrow();
        filled.add(`${table}.${column}`);
      }
    }
    expect(filled.size).toBeGreaterThan(20);
  });
});

test('everything that was journalled meanwhile has words for its person', async () => {
  const rows = (await ctx.db('audit_entries').distinct('act')) as { act: string }[];
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.map(({ act }) => act).filter((act) => acts[act] === undefined)).toEqual([]);
});

test('the journal holds no code and no password, not even encrypted', async () => {
  const rows = (await ctx.db('audit_entries').select('*')) as AuditRow[];
  const contents = JSON.stringify([rows, [...(await auditContents(ctx, rows)).values()]]);
  const codes = (await listDemoDeliveries(ctx, 1000)).flatMap(({ code }) => code ?? []);
  expect(codes.length).toBeGreaterThan(2);
  for (const secret of [...codes.map((code) => `"${code}"`), live.person.password, demoPassword])
    expect(contents).not.toContain(secret);
});

async function sealedRows(table: string, id: string, column: string): Promise<{ id: string; sealed: string }[]> {
  const rows = ctx.db(table).whereNotNull(column).whereNot(column, '');
  return (await rows.select({ id, sealed: column })) as { id: string; sealed: string }[];
}

describe('a new key', () => {
  const contexts: Context[] = [];
  afterAll(() => Promise.all(contexts.map(({ db }) => db.destroy())));
  const added = { id: 'k2', key: Buffer.alloc(32, 7) };
  const ring = {
    ENCRYPTION_KEYS: `k2:${added.key.toString('base64')},sample:a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTE=`,
  };

  test('takes everything over while the portal works, and the old one is then not needed', async () => {
    const { dataDir } = ctx.config;
    const restarted = createContext(testConfig(dataDir, ring), { clock: ctx.clock });
    contexts.push(restarted);
    const next = { ...live.test, ctx: restarted, app: createApp(restarted).app };
    const browser = await signIn(next, 'anna');
    let [pages, rotating] = [0, true];
    const visiting = (async () => {
      while (rotating) {
        const { status } = await browser.get(['/documents', '/messages', '/profile'][pages % 3] ?? '/');
        expect(status).toBe(200);
        await restarted.audit.record({ act: 'test.meanwhile' });
        pages += 1;
      }
    })();
    const outcome = await operator(live.test)('rotate-keys', { env: ring }).finally(() => (rotating = false));
    await visiting;
    expect(outcome).toMatchObject({ status: 0 });
    expect(outcome.out).toMatch(/^Ключ k2: перешифровано \d+\sзначени/);
    expect(outcome.out).toContain('Больше не нужны: sample.');
    expect(pages).toBeGreaterThan(0);
  });

  test('opens every value and every file without the old one', async () => {
    const config = testConfig(ctx.config.dataDir, { ENCRYPTION_KEYS: `k2:${added.key.toString('base64')}` });
    const alone = createContext(config, { clock: ctx.clock });
    contexts.push(alone);
    for (const { table, id, column, place } of sealedColumns) {
      for (const row of await sealedRows(table, id, column)) {
        expect([place, keyIdOf(row.sealed)]).toEqual([place, 'k2']);
        expect(() => createCipher(config.keys, ctx.random).open(place, row.id, row.sealed)).not.toThrow();
      }
    }
    const files = (await alone.db('files').select('id', 'size')) as { id: string; size: number }[];
    expect(files.length).toBeGreaterThan(6);
    for (const { id, size } of files) expect((await alone.files.read(id)).length).toBe(size);
    const next = { ...live.test, ctx: alone, app: createApp(alone).app };
    expect(textOf((await (await signIn(next, 'anna')).get('/profile')).text, 'main')).toContain('Смирнова Анна');
  });

  test('finds nothing left to do the second time', async () => {
    const { status, out, err } = await operator(live.test)('rotate-keys', { env: ring });
    expect([status, err + out]).toEqual([0, expect.stringMatching(/перешифровано 0\sзначений/)]);
  });

  test('leaves the journal whole', async () => {
    const { status, out } = await operator(live.test)('audit verify', { env: ring });
    expect([status, out]).toEqual([0, expect.stringContaining('Журнал цел')]);
  });
});
