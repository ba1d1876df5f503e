import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import type { Config } from './config.ts';
import { loadStaticFiles, type StaticFiles } from './http/static-files.ts';
import { createViews, type Views } from './http/views.ts';
import { createAudit, type Audit } from './platform/audit.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { openDatabase } from './platform/db/database.ts';
import { inTransaction } from './platform/db/transaction.ts';
import { createDemoDelivery, type Mailer, type SmsGateway } from './platform/deliveries.ts';
import { createCipher, type Cipher } from './platform/encryption.ts';
import { createFileStore, type FileStore } from './platform/files/file-store.ts';
import { createIds, type Ids } from './platform/ids.ts';
import { createLog, type Logger } from './platform/log.ts';
import { createSmtpMailer } from './platform/mailer.ts';
import { createOutbox, type Outbox } from './platform/outbox.ts';
import { createPasswords, type Passwords } from './platform/passwords.ts';
import { createRandom, type Random } from './platform/random.ts';
import { createHttpSms } from './platform/sms.ts';

/** Everything outside: handed to every verb and router, so that nothing is imported behind their back. */
export type Context = Readonly<{
  config: Config;
  /** The database, or the transaction when inside one. */
  db: Knex;
  clock: Clock;
  ids: Ids;
  random: Random;
  cipher: Cipher;
  passwords: Passwords;
  files: FileStore;
  /** Folder of the encrypted file contents. */
  filesDir: string;
  outbox: Outbox;
  audit: Audit;
  mailer: Mailer;
  sms: SmsGateway;
  log: Logger;
  /** Files under `public/`, in memory. */
  statics: StaticFiles;
  /** The templates, for pages and for letters. */
  views: Views;
  /** One action, one transaction: commits when `work` resolves; calls inside join it; nothing slow or remote inside. */
  transaction<T>(work: (tx: Context) => Promise<T>): Promise<T>;
  /** Called after a commit that published events; the worker listens. */
  onPublished(listener: () => void): void;
}>;

export type Overrides = Partial<Pick<Context, 'db' | 'clock' | 'random' | 'mailer' | 'sms' | 'log'>>;

/** The only place where things are wired together. Tests replace parts through `overrides`. */
export function createContext(config: Config, overrides: Overrides = {}): Context {
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? createRandom();
  const ids = createIds(clock, random);
  const cipher = createCipher(config.keys, random);
  const log = overrides.log ?? createLog(config.log.level);
  const db = overrides.db ?? openDatabase(config, log);
  const filesDir = path.join(config.dataDir, 'files');
  const passwords = createPasswords({ pepper: config.keys.pepper, cost: config.limits.bcryptCost, queueLimit: 64 });
  const { mailer, sms } = delivery(config, { db, clock, cipher });
  const { crestFile, accent } = config.region;
  const statics = loadStatics(crestFile, accent);
  const views = createViews({
    root: path.join(root, 'views'),
    asset: statics.asset,
    timeZone: config.timeZone,
    cached: true,
    pageMemory: config.limits.pageMemory,
    crest: crestFile && statics.asset(crestName(crestFile)),
  });
  const listeners = new Set<() => void>();

  const outside = {
    config,
    clock,
    ids,
    random,
    cipher,
    passwords,
    filesDir,
    log,
    statics,
    views,
    mailer: overrides.mailer ?? mailer,
    sms: overrides.sms ?? sms,
    onPublished: (listener: () => void) => void listeners.add(listener),
  };

  function bind(bound: Knex, published: () => void, transaction: Context['transaction']): Context {
    const needs = { db: bound, clock, ids, random, cipher };
    return Object.freeze({
      ...outside,
      db: bound,
      files: createFileStore({ ...needs, dir: filesDir, keys: config.keys }),
      outbox: createOutbox(needs, published),
      audit: createAudit(needs),
      transaction,
    });
  }

  const announce = () => listeners.forEach((listener) => listener());
  return bind(db, announce, async (work) => {
    let published = false;
    const result = await inTransaction(db, random, (trx) => {
      const tx: Context = bind(
        trx,
        () => (published = true),
        (inner) => inner(tx),
      );
      return work(tx);
    });
    if (published) announce();
    return result;
  });
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function loadStatics(crestFile: string | undefined, accent: string | undefined): StaticFiles {
  const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');
  const vendored = { 'js/htmx.min.js': htmx, ...(crestFile !== undefined && { [crestName(crestFile)]: crestFile }) };
  return loadStaticFiles({ root: path.join(root, 'public'), vendored, accent });
}

function crestName(file: string): string {
  return `images/region-crest${path.extname(file).toLowerCase()}`;
}

function delivery(
  config: Config,
  needs: Pick<Context, 'db' | 'clock' | 'cipher'>,
): { mailer: Mailer; sms: SmsGateway } {
  const { mail, sms } = config;
  if (mail.smtpUrl === undefined || sms.url === undefined) return createDemoDelivery(needs);
  return {
    mailer: createSmtpMailer({ smtpUrl: mail.smtpUrl, from: mail.from }),
    sms: createHttpSms({ url: sms.url, token: sms.token, sender: sms.sender }),
  };
}
