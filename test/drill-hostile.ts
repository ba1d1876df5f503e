// Hands every hostile signature and PDF that we know, and documents of ten megabytes under GOST, to a portal in this process, several at
// once, while another process keeps asking /healthz:
//
//   npm run -s drill:hostile [-- --json FILE]
//
// A line for each file; the last one is `hostile: N of N refused, /healthz at most M ms`. The exit status is 0 when nothing passed that should not,
// everything sound passed, and /healthz answered within 100 ms throughout.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { parseConfig } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { judgeInThread } from '../src/features/signatures/judging/judge.ts';
import type { Job } from '../src/features/signatures/judging/messages.ts';
import { trustFolder } from '../src/features/signatures/trust.ts';
import { migrate } from '../src/platform/db/migrations.ts';
import { claimedContent, hostileFiles } from './pki/hostile-files.ts';
import { signByGost } from './pki/gost-signer.ts';
import type { Pulse } from './support/pulse.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const AT_ONCE = 4;
const LIMIT = 100;
/** The share of the processors that other programs may take before the machine counts as busy. */
const FOREIGN = 0.2;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const ms = (value: number) => `${Math.round(value)} ms`;

const dataDir = mkdtempSync(path.join(tmpdir(), 'kabinet-drill-'));
const trust = path.join(dataDir, 'trusted');
cpSync(path.join(import.meta.dirname, 'pki/gost-samples'), trust, { recursive: true });
const env = {
  KABINET_MODE: 'demo',
  DATA_DIR: dataDir,
  TRUST_DIR: trust,
  PUBLIC_URL: 'http://localhost:3000',
  LOG_LEVEL: 'silent',
};
const ctx = createContext(parseConfig(env));
await migrate(ctx.db);
const server = createServer(createApp(ctx).app).listen(0, '127.0.0.1');
await once(server, 'listening');
const bound = server.address();
const port = typeof bound === 'object' && bound !== null ? bound.port : 0;

const at = ctx.clock.now();
const attacks: readonly (readonly [string, Job])[] = (await hostileFiles()).map(({ name, kind, bytes }) => [
  name,
  kind === 'pdf' ? { kind, pdf: bytes, at } : { kind, signature: bytes, content: claimedContent, at },
]);
const large = Buffer.alloc(10_000_000, 'Большой документ. ');
const sound: Job = { kind: 'signature', signature: signByGost(large), content: large, at };

const pulse = fork(path.join(import.meta.dirname, 'support/pulse.ts'), [`http://127.0.0.1:${port}/healthz`]);
const before = spent();
const calm = await rest();
say(`at rest: /healthz answers in ${ms(part(calm, 0.5))}, the slowest of ${calm.length} took ${ms(part(calm, 1))}`);

let refused = 0;
const felt: number[] = [];
const results: { name: string; codes: string[]; milliseconds: number; slowestAnswer: number }[] = [];
for (const [name, job] of attacks) {
  const codes = await attack(name, job);
  if (!codes.includes('passed')) refused += 1;
}
const codes = await attack('ten megabytes under a sound GOST signature', sound);
const kept = codes.every((code) => code === 'passed');

// A machine that is busy with other things holds up everybody: what is there at rest, before or after, or while others compute, is not our doing.
const isHeldUp = part([...calm, ...(await rest())], 1) > LIMIT / 2;
const isBusy = isHeldUp || othersSince(before) > FOREIGN;
const judged = part(felt, isBusy ? 0.95 : 1);
if (isBusy)
  say(`this machine is busy: 95 of 100 answers are judged; the slowest of ${felt.length} took ${ms(part(felt, 1))}`);
say(`hostile: ${refused} of ${attacks.length} refused, /healthz at most ${ms(judged)}`);
if (values.json !== undefined)
  writeFileSync(values.json, JSON.stringify({ refused, judged, isBusy, results }, null, 2));
process.exitCode = refused === attacks.length && kept && judged < LIMIT ? 0 : 1;

pulse.kill();
await once(pulse, 'exit');
server.close();
server.closeAllConnections();
await ctx.db.destroy();
rmSync(dataDir, { recursive: true });

/** Several of one kind at once, as one who means harm would send them. */
async function attack(name: string, job: Job): Promise<string[]> {
  const began = performance.now();
  const folder = await trustFolder(ctx);
  const verdicts = await Promise.all(Array.from({ length: AT_ONCE }, () => judgeInThread(job, folder)));
  const took = performance.now() - began;
  // Whoever asks now still waits if anything is left to wait for.
  await pause(100);
  const now = await measure(pulse);
  felt.push(...now);
  const codes = verdicts.map(({ code }) => code ?? 'passed');
  results.push({ name, codes, milliseconds: took, slowestAnswer: part(now, 1) });
  say(`${name}: ${[...new Set(codes)].join(', ')} in ${ms(took)}; /healthz at most ${ms(part(now, 1))}`);
  return codes;
}

/** How long answers take while nothing is judged. */
async function rest(): Promise<Pulse> {
  await pause(1_500);
  return measure(pulse);
}

type Spent = Readonly<{ all: number; used: number; own: number }>;

/** Milliseconds of all processors so far: altogether, at work, and at work for this process. */
function spent(): Spent {
  const times = cpus().map((processor) => processor.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const all = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle);
  const { user, system } = process.cpuUsage();
  return { all, used: all - idle, own: (user + system) / 1_000 };
}

/** What part of the processors was at work for others. */
function othersSince(past: Spent): number {
  const now = spent();
  return (now.used - past.used - (now.own - past.own)) / Math.max(1, now.all - past.all);
}

/** The longest of the shortest part of them. */
function part(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

async function measure(child: ChildProcess): Promise<Pulse> {
  child.send('figures');
  const [figures] = (await once(child, 'message')) as [Pulse];
  return figures;
}
