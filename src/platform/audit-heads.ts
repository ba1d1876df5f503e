import { timingSafeEqual } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { headOf, linkEntries } from './audit-links.ts';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';

/** How far the chain reached at a moment (UTC ms), signed and kept outside the database. */
export type Head = Readonly<{ seq: number; link: string; at: number }>;

/** A line of a file of heads that nobody signed, or that was changed. */
export class BadHead extends Error {
  readonly file: string;
  readonly line: number;
  constructor(file: string, line: number) {
    super(`${file}, line ${line}: not a signed head`);
    this.file = file;
    this.line = line;
  }
}

type Needs = Readonly<{ db: Knex; clock: Clock; cipher: Cipher; dir: string }>;

/**
 * Writes the head of the chain into the day's file (`heads-2026-11-21.jsonl`, one JSON object a line), synced; nothing when
 * the chain has not grown since the last one. A head is signed with HMAC-SHA-256 under a key that the database does not have.
 */
export async function writeHead({ db, clock, cipher, dir }: Needs): Promise<void> {
  const head = await headOf(db);
  if (head === null) return;
  const last = await lastHead(cipher, dir);
  if (last?.seq === head.seq && last.link === head.link) return;
  const signed = sign(cipher, { seq: head.seq, link: head.link, at: clock.now() });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = await open(path.join(dir, `heads-${new Date(signed.at).toISOString().slice(0, 10)}.jsonl`), 'a', 0o600);
  try {
    // One write for the whole line: several processes may append to the same file.
    await file.appendFile(`${JSON.stringify(signed)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Links what was journalled and signs how far the chain reaches now: every minute, and when the server stops. */
export async function closeJournal(
  ctx: Parameters<typeof linkEntries>[0] & Readonly<{ config: Readonly<{ auditDir: string }> }>,
): Promise<void> {
  await linkEntries(ctx);
  await writeHead({ ...ctx, dir: ctx.config.auditDir });
}

/** Every head in the order of writing. @throws BadHead at the first line that is not a signed head. */
export async function* readHeads(cipher: Cipher, dir: string): AsyncGenerator<Head> {
  for (const name of await headFiles(dir)) {
    const lines = (await readFile(path.join(dir, name), 'utf8')).split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const [at, line] of lines.entries()) {
      const head = verify(cipher, line);
      if (head === null) throw new BadHead(name, at + 1);
      yield head;
    }
  }
}

/** Names of the files of heads in a folder, oldest first; none when there is no such folder. */
export async function headFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => [] as string[]);
  return names.filter((name) => /^heads-\d{4}-\d\d-\d\d\.jsonl$/.test(name)).sort();
}

async function lastHead(cipher: Cipher, dir: string): Promise<Head | null> {
  const newest = (await headFiles(dir)).at(-1);
  if (newest === undefined) return null;
  const lines = (await readFile(path.join(dir, newest), 'utf8')).trimEnd().split('\n');
  return verify(cipher, lines.at(-1) ?? '');
}

function sign(cipher: Cipher, { seq, link, at }: Head) {
  return { seq, link, at, mac: macOf(cipher, { seq, link, at }) };
}

function verify(cipher: Cipher, line: string): Head | null {
  try {
    const { seq, link, at, mac } = JSON.parse(line) as Head & { mac: string };
    const [expected, given] = [Buffer.from(macOf(cipher, { seq, link, at })), Buffer.from(mac)];
    return expected.length === given.length && timingSafeEqual(expected, given) ? { seq, link, at } : null;
  } catch {
    return null;
  }
}

function macOf({ mac }: Pick<Cipher, 'mac'>, { seq, link, at }: Head): string {
  return mac('audit.head', JSON.stringify([seq, link, at]));
}
