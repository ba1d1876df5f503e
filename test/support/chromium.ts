import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/**
 * Starts Chromium without a window: `CHROMIUM_PATH` when given, on x64 Linux the one from the npm package, else the system's.
 * A machine without NSS or fonts is served from the package, too.
 */
export async function launchChromium(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined) return chromium.launch({ executablePath: given, args: flags });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  }
  return launchUnpacked(path.join(await unpacked(), 'chromium'));
}

/** Starts a Chromium from a package; where the machine has no NSS or no fonts, those of the newer package help out. */
export async function launchUnpacked(executablePath: string, more: readonly string[] = []): Promise<Browser> {
  const dir = await unpacked();
  const env = { ...process.env, ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: path.join(dir, 'fonts') }) };
  // Playwright switches off what makes the Back button quick and leaks pages; people have it.
  const options = { executablePath, args: [...flags, ...more], ignoreDefaultArgs: ['--disable-back-forward-cache'] };
  try {
    return await chromium.launch({ ...options, env });
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error;
    return chromium.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: path.join(dir, 'al2023/lib') } });
  }
}

/** Unpacked once per machine and version, aside and then renamed: several processes may want it at the same moment. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  const dir = path.join(tmpdir(), `kabinet-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(path.join(dir, 'chromium'))) return dir;
  const aside = await mkdtemp(`${dir}.`);
  const script = fileURLToPath(new URL('unpack-chromium.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { env: { ...process.env, TMPDIR: aside }, stdio: 'inherit' });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error('the Chromium of @sparticuz/chromium could not be unpacked');
  await rename(aside, dir).catch(() => rm(aside, { recursive: true, force: true }));
  return dir;
}

const packageFile = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url));
