import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { certificatePem, privateKeyPem } from '../../src/pki/index.ts';
import type { Identity } from '../support/pki.ts';

/** A group of tests that needs programs from outside; where one is missing, the group is listed as skipped. */
export function describeWith(tools: readonly string[], title: string, tests: () => void): void {
  const missing = tools.filter((tool) => !isThere(tool));
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (needs ${missing.join(', ')})`, tests);
}

/** Debian's engine for GOST is a part of openssl rather than a program. */
export const GOST_ENGINE = 'libengine-gost-openssl';

function isThere(tool: string): boolean {
  const [program = '', ...args] =
    tool === GOST_ENGINE ? ['openssl', 'engine', '-t', 'gost'] : ['sh', '-c', 'command -v "$1"', 'sh', tool];
  return spawnSync(program, args).status === 0;
}

export type Ran = Readonly<{ status: number | null; output: string }>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder of its own and programs run in it; it is gone after the tests. */
export function workshop() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kabinet-pki-'));
  folders.push(folder);
  return {
    folder,
    write(name: string, content: Buffer | string): string {
      writeFileSync(path.join(folder, name), content);
      return name;
    },
    read: (name: string): Buffer => readFileSync(path.join(folder, name)),
    /** Writes `<name>.crt`, `<name>.key` and `<name>.chain`, the authorities of it. */
    writeIdentity(name: string, { certificate, key, chain }: Identity): void {
      writeFileSync(path.join(folder, `${name}.crt`), certificatePem(certificate));
      writeFileSync(path.join(folder, `${name}.key`), privateKeyPem(key));
      writeFileSync(path.join(folder, `${name}.chain`), chain.map(certificatePem).join(''));
    },
    run(program: string, ...args: string[]): Ran {
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
      return { status, output: stdout + stderr };
    },
    /** Runs openssl with the settings in the folder's `openssl.cnf`; throws with what it said when it fails. */
    openssl(...args: string[]): string {
      const env = { ...process.env, OPENSSL_CONF: path.join(folder, 'openssl.cnf') };
      const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8', env });
      if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
      return stdout;
    },
  };
}
