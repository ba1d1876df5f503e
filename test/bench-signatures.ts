// How many signatures are verified in a second, here and by openssl, in one run:
//
//   npm run -s bench:signatures [-- --seconds 2] [--json FILE]
//
// Each line: what signed; ours in this thread; ours through the threads that judge uploads; `openssl cms -verify`, one process for each
// signature as a portal would start it, and what is left of its time without the start. Chains of three, lists of revoked certificates, 100 kB.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judgeInThread } from '../src/features/signatures/judging/judge.ts';
import { certificatePem, crlPem, signCms, verifySignature, type KeyKind, type TrustStore } from '../src/pki/index.ts';
import { sampleTrust, signByGost } from './pki/gost-signer.ts';
import { GOST_SETTINGS } from './pki/gost-settings.ts';
import { anna, MOMENT, testPki } from './support/pki.ts';

type Candidate = Readonly<{ name: string; signature: Buffer; trust: TrustStore; gost?: true }>;
type Figures = Readonly<{
  name: string;
  ours: number;
  threads: number;
  openssl: number | null;
  opensslWithoutStart: number | null;
}>;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' }, json: { type: 'string' } } });
const seconds = Number(values.seconds);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const content = Buffer.alloc(100_000, 'Прошу выдать архивную справку. ');
const folder = mkdtempSync(path.join(tmpdir(), 'kabinet-bench-'));
const world = await testPki();

const candidates: Candidate[] = [
  ...(await Promise.all((['rsa', 'p256', 'p384', 'p521'] as const).map(classic))),
  { name: 'GOST R 34.10-2012, 256 bits', signature: signByGost(content), trust: sampleTrust(), gost: true },
];
const start = median(timesOf(['version'], 15));
const results: Figures[] = [];
for (const candidate of candidates) results.push(await measure(candidate));

say('verifications per second                 here   in threads   openssl   openssl without its start');
for (const { name, ours, threads, openssl, opensslWithoutStart } of results) {
  const figures = [ours, threads, openssl, opensslWithoutStart].map((value) =>
    value === null ? '—' : Math.round(value).toString(),
  );
  say(`${name.padEnd(34)} ${figures.map((text, index) => text.padStart([10, 12, 9, 16][index] ?? 10)).join(' ')}`);
}
say(`the start of openssl alone takes ${start.toFixed(1)} ms`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ seconds, start, results }, null, 2));
rmSync(folder, { recursive: true });

async function classic(kind: KeyKind): Promise<Candidate> {
  const names = { rsa: 'RSA, 2048 bits', p256: 'ECDSA, P-256', p384: 'ECDSA, P-384', p521: 'ECDSA, P-521' };
  const signer = await world.identity('good', anna, kind);
  return {
    name: names[kind],
    signature: signCms({ content, ...signer, at: MOMENT, detached: true }),
    trust: world.trust,
  };
}

async function measure({ name, signature, trust, gost }: Candidate): Promise<Figures> {
  const ours = await rate(() => {
    if (verifySignature({ signature, content, trust, at: MOMENT }).code !== null)
      throw new Error(`${name} does not hold`);
  });
  const files = [...trust.anchors.map(certificatePem), ...trust.crls.map(crlPem)].map((pem, index) => ({
    name: `${index}.pem`,
    bytes: Buffer.from(pem),
  }));
  const job = { kind: 'signature', signature, content, at: MOMENT } as const;
  const threads = await rate(async () => {
    const pair = [0, 1].map(() => judgeInThread(job, { version: name, files }));
    for (const { code } of await Promise.all(pair)) if (code !== null) throw new Error(`${name}: ${code}`);
  });
  const spent = opensslTimes(signature, trust, gost === true);
  const each = spent && median(spent);
  return {
    name,
    ours,
    threads: 2 * threads,
    openssl: each && 1_000 / each,
    opensslWithoutStart: each && each > start ? 1_000 / (each - start) : null,
  };
}

/** Runs a second, after a warm-up of a fifth of one. */
async function rate(once: () => void | Promise<void>): Promise<number> {
  for (const end = performance.now() + 200; performance.now() < end;) await once();
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    await once();
    count += 1;
  }
  return (count * 1_000) / (performance.now() - began);
}

/** Milliseconds of single runs over the same files, lists of revoked certificates included; undefined where openssl or the engine is missing. */
function opensslTimes(signature: Buffer, trust: TrustStore, gost: boolean): number[] | null {
  const at = (file: string) => path.join(folder, file);
  writeFileSync(at('signature'), signature);
  writeFileSync(at('content'), content);
  writeFileSync(at('trust.pem'), [...trust.anchors.map(certificatePem), ...trust.crls.map(crlPem)].join(''));
  writeFileSync(at('openssl.cnf'), gost ? GOST_SETTINGS : '');
  const input = ['-inform', 'DER', '-in', at('signature'), '-content', at('content'), '-out', at('out')];
  const checks = ['-CAfile', at('trust.pem'), '-crl_check_all', '-attime', `${MOMENT / 1_000}`, '-purpose', 'any'];
  const args = ['cms', '-verify', '-binary', ...input, ...checks];
  return runs(args) ? timesOf(args, Math.ceil(seconds * 10)) : null;
}

function runs(args: readonly string[]): boolean {
  const { status } = spawnSync('openssl', args, { env: environment() });
  return status === 0;
}

function timesOf(args: readonly string[], count: number): number[] {
  return Array.from({ length: count }, () => {
    const began = performance.now();
    spawnSync('openssl', args, { env: environment() });
    return performance.now() - began;
  });
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, OPENSSL_CONF: path.join(folder, 'openssl.cnf') };
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
