import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SigningKey } from './world.ts';

const run = promisify(execFile);

/** Signs as a person would at a terminal, with the command of `/demo/keys`; gives the detached signature. */
export async function signWithOpenssl(content: Buffer, { key, certificate, authority }: SigningKey): Promise<Buffer> {
  const dir = await mkdtemp(path.join(tmpdir(), 'kabinet-signing-'));
  const file = (name: string) => path.join(dir, name);
  try {
    await writeFile(file('doc.pdf'), content);
    for (const { name, bytes } of [key, certificate, authority]) await writeFile(file(name), bytes, { mode: 0o600 });
    const signer = ['-signer', file(certificate.name), '-inkey', file(key.name), '-certfile', file(authority.name)];
    const output = ['-md', 'sha256', '-outform', 'DER', '-out', file('doc.sig')];
    await run('openssl', ['cms', '-sign', '-binary', '-in', file('doc.pdf'), ...signer, ...output]);
    return await readFile(file('doc.sig'));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What a command says, both streams together; null where there is no such command, and `ok` is its exit status. */
export async function ask(command: string, argv: readonly string[]): Promise<{ ok: boolean; text: string } | null> {
  try {
    const { stdout, stderr } = await run(command, [...argv]);
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    return code === 'ENOENT' ? null : { ok: false, text: stdout + stderr };
  }
}
