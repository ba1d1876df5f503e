import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { flushCompileCache } from 'node:module';
import { once } from 'node:events';
import { createApp } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { createContext, type Context } from './context.ts';
import { loadDemo, demoWords } from './features/demo/index.ts';
import { loadShippedServices } from './features/catalogue/index.ts';
import { portalFileMistakes } from './features/signatures/index.ts';
import { createPatientServer } from './http/timeouts.ts';
import { createJobs } from './jobs.ts';
import { closeJournal } from './platform/audit-heads.ts';
import { lockDataFolder, prepareInTurn } from './platform/db/lock.ts';
import { migrate } from './platform/db/migrations.ts';
import { checkPostgres } from './platform/db/postgres.ts';
import { announceKeys, foreignKeys } from './platform/keys.ts';
import { createWorker, type Worker } from './platform/worker.ts';
import { ForeignData, whyNoStart } from './start-words.ts';

type Running = { ctx: Context; server: Server; worker: Worker; unlock: () => void };

const say = (text: string) => process.stdout.write(`${text}\n`);

/** The settings, with every mistake at once: what they say, and what lies in the files that they name. */
async function settings(): Promise<Config> {
  const { config: read, mistakes } = readConfig(process.env);
  const nameOf = (mistake: string) => mistake.slice(0, mistake.indexOf(':'));
  const named = new Set(mistakes.map(nameOf));
  const inFiles = read.demo ? [] : await portalFileMistakes(read.portal);
  const all = [...mistakes, ...inFiles.filter((mistake) => !named.has(nameOf(mistake)))];
  if (all.length > 0) throw new ConfigError(all);
  return read;
}

async function start(config: Config): Promise<Running> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = await claimDatabase(config);
  const foreign = foreignKeys(config.dataDir, config.keys);
  if (foreign.length > 0) throw new ForeignData(foreign);
  announceKeys(config.dataDir, config.keys);
  const ctx = createContext(config);
  await prepareInTurn(ctx.db, () => prepare(ctx));
  const worker = createWorker({ ...ctx, timeZone: config.timeZone }, createJobs(ctx));
  ctx.onPublished(worker.wake);
  const server = createPatientServer(createApp(ctx).app);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  worker.start();
  // By itself Node writes it when a process ends in peace; the next start is to be quick after a crash, too.
  flushCompileCache();
  return { ctx, server, worker, unlock };
}

/** SQLite serves one process, the one that holds the data folder; PostgreSQL serves many. @returns what gives it up */
async function claimDatabase({ dataDir, database }: Config): Promise<() => void> {
  if (database.url === undefined) return lockDataFolder(dataDir);
  await checkPostgres(database.url);
  return () => {};
}

async function prepare(ctx: Context): Promise<void> {
  const { config, db, log } = ctx;
  await migrate(db);
  await loadShippedServices(ctx);
  if (config.demo) await loadDemo(ctx, (clock) => createContext(config, { clock, db, log }));
}

/** Answers what is under way, finishes the event in hand, closes the database; a second signal does not wait. */
async function stop({ ctx, server, worker, unlock }: Running): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearTimeout(deadline);
  await worker.stop();
  await closeJournal(ctx).catch((error: unknown) => ctx.log.error({ err: error }, 'journal not closed'));
  await ctx.db.destroy();
  unlock();
}

let config: Config | undefined;
try {
  config = await settings();
  const running = await start(config);
  say(`\nЛичный кабинет ${config.region.code} работает: ${config.publicUrl}`);
  if (config.demo) say(demoWords(config));
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop(running).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
} catch (error) {
  process.stderr.write(`\n${whyNoStart(error, config)}\n`);
  process.exit(1);
}
