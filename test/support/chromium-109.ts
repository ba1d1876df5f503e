import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchUnpacked } from './chromium.ts';

const packageDir = path.join(import.meta.dirname, '../../node_modules/chromium-109');

/** Whether the last Chromium for Windows 7 runs on this machine: its package is for x64 Linux. */
export const chromium109Runs = process.platform === 'linux' && process.arch === 'x64';

/** Starts Chromium 109, the last one for Windows 7. */
export async function launchChromium109(): Promise<Browser> {
  return launchUnpacked(path.join(await unpacked(), 'chromium'), ['--no-zygote']);
}

/** Unpacked once per machine and version, aside and then renamed, as several processes may want it. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const dir = path.join(tmpdir(), `kabinet-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(path.join(dir, 'chromium'))) return dir;
  const aside = await mkdtemp(`${dir}.`);
  await pipeline(
    createReadStream(path.join(packageDir, 'bin/chromium.br')),
    createBrotliDecompress(),
    createWriteStream(path.join(aside, 'chromium'), { mode: 0o755 }),
  );
  await rename(aside, dir).catch(() => rm(aside, { recursive: true, force: true }));
  return dir;
}
