import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { certificatePem, privateKeyPem } from '../../src/pki/index.ts';
import type { Identity } from '../support/pki.ts';

/** A group of tests that needs programs from outside; where one is missing, the group is listed as skipped. */
export function describeWith(tools: readonly string[], title: string, tests: () => void): void {
  const missing = tools.filter((tool) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', tool]).status !== 0);
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (needs ${missing.join(', ')})`, tests);
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
  };
}
