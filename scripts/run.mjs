// Runs every command of package.json: installs what is missing, picks a Node that is new enough, and hands over.
// Needs nothing but Node ≥ 20 and npm: no dependency may be imported here.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const runtimeDir = path.join(root, 'scripts/runtime');
const bin = (file) => path.join('node_modules', file);
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')];

/** Command → what Node is given, before and after the words of the caller, whether the tools of development are needed, and settings without which there is nothing to do. */
const commands = {
  start: { argv: [...settings(), 'src/server.ts'] },
  // Everything when nothing is named; single files on SQLite, which is there at once.
  test: { argv: jest, last: (rest) => (namesTests(rest) ? ['--selectProjects', 'SQLite'] : []), development: true },
  'test:pglite': { argv: jest, last: () => ['--selectProjects', 'PGlite'], development: true },
  'test:postgres': {
    argv: [...jest, '--config', 'jest.postgres.config.mjs'],
    development: true,
    needs: { TEST_DATABASE_URL: 'a PostgreSQL server on which databases may be created, postgres://…' },
  },
  'test:browser': { argv: ['test/browser/main.ts'], development: true },
  screenshots: { argv: ['test/browser/screenshots.ts'], development: true },
  types: { argv: [bin('typescript/bin/tsc'), '--noEmit'], development: true },
  lint: { argv: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'], development: true },
  format: { argv: [bin('prettier/bin/prettier.cjs'), '--write', '.'], development: true },
  'format:check': { argv: [bin('prettier/bin/prettier.cjs'), '--check', '.'], development: true },
  kabinet: { argv: [...settings(), 'src/cli/main.ts'] },
  journey: { argv: ['test/journey.ts'], development: true },
  conformance: { argv: ['scripts/conformance.ts'] },
  routes: { argv: ['test/routes.ts'], development: true },
  'drill:backup': { argv: ['test/drill-backup.ts'], development: true },
  'drill:kill': { argv: ['test/drill-kill.ts'], development: true },
  'drill:hostile': { argv: ['test/drill-hostile.ts'], development: true },
  bench: { argv: ['test/bench.ts'], development: true },
  'bench:signatures': { argv: ['test/bench-signatures.ts'], development: true },
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) fail(`unknown command “${name ?? ''}”; known: ${Object.keys(commands).join(', ')}`);

for (const [setting, what] of Object.entries(command.needs ?? {})) {
  if (process.env[setting]) continue;
  say(`${name} is skipped: it needs ${setting}, ${what}`);
  process.exit(0);
}

const node = findNode();
install(command.development === true);
run(node, [...command.argv, ...rest, ...(command.last?.(rest) ?? [])]);

/** Whether the arguments of jest name files or tests: whatever is neither an option nor the file that `--outputFile` takes. */
function namesTests(rest) {
  return rest.some((word, at) => !word.startsWith('-') && rest[at - 1] !== '--outputFile');
}

/** The running Node when it is new enough, else the one in scripts/runtime, installed on first use. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 12)) return process.execPath;
  const own = path.join(runtimeDir, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  const stamp = path.join(runtimeDir, 'node_modules/.stamp');
  const wanted = hash(path.join(runtimeDir, 'package-lock.json'));
  if (!existsSync(own) || read(stamp) !== wanted) {
    say(`Node ${process.versions.node} is older than 24.12: installing Node 24 beside it…`);
    npm(['ci', '--no-audit', '--no-fund'], runtimeDir);
    if (!existsSync(own)) fail(`no Node 24 for ${process.platform}-${process.arch}: install Node ≥ 24.12 by hand`);
    writeFileSync(stamp, wanted);
  }
  return own;
}

/** Installs the dependencies when the lock file changed; a full install is never narrowed to production. */
function install(development) {
  const stamp = path.join(root, 'node_modules/.kabinet-stamp');
  const [had, kind] = (read(stamp) ?? '').split(' ');
  const wanted = hash(path.join(root, 'package-lock.json'));
  if (had === wanted && (kind === 'full' || !development)) return;
  const full = development || kind === 'full';
  if (had === wanted) {
    // Only the tools of development are missing: adding them touches nothing that a running server has loaded.
    say('Installing the tools of development…');
    npm(['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'], root);
  } else {
    refuseWhileServing();
    say('Installing dependencies…');
    rmSync(stamp, { force: true });
    npm(['ci', '--no-audit', '--no-fund', ...(full ? [] : ['--omit=dev'])], root);
  }
  writeFileSync(stamp, `${wanted} ${full ? 'full' : 'production'}`);
}

/** `.env` beside package.json holds an operator's settings; the environment itself wins over it. */
function settings() {
  const file = path.join(root, '.env');
  return existsSync(file) ? [`--env-file=${file}`] : [];
}

/** Replacing modules under a running server breaks it, so look whether one holds the data folder's lock. */
function refuseWhileServing() {
  const lock = path.resolve(root, process.env.DATA_DIR ?? 'data', 'lock.db');
  if (!existsSync(lock)) return;
  const probe = `const { DatabaseSync } = require('node:sqlite');
    try { const db = new DatabaseSync(process.argv[1]); db.exec('BEGIN EXCLUSIVE; ROLLBACK'); }
    catch (error) { process.exit(/locked/.test(error.message) ? 3 : 0); }`;
  const { status } = spawnSync(node, ['--disable-warning=ExperimentalWarning', '-e', probe, lock]);
  if (status === 3) fail('dependencies have changed, but a server is running on this data folder: stop it first');
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [file, argv] = cli ? [process.execPath, [cli, ...args]] : ['npm', args];
  // Everything npm says goes to the error stream: commands read by others print nothing but their result.
  const { status } = spawnSync(file, argv, { cwd, stdio: ['ignore', 2, 2], env: cleanEnv() });
  if (status !== 0) fail(`npm ${args[0]} failed in ${cwd}`);
}

/** npm hands its own settings down as npm_config_*; a nested npm must read the project's .npmrc instead. */
function cleanEnv() {
  const keep = ([key]) =>
    !/^npm_(config_(?!registry$|cache$|.*proxy$|cafile$|userconfig$|globalconfig$)|package|lifecycle)/i.test(key);
  return Object.fromEntries(Object.entries(process.env).filter(keep));
}

function run(file, argv) {
  // What Node has compiled is kept, types stripped: a start takes a third less of the processor.
  const cache = path.join(root, 'node_modules/.compile-cache');
  const env = { NODE_COMPILE_CACHE: cache, ...process.env };
  const child = spawn(file, argv, { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function say(text) {
  process.stderr.write(`kabinet: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
