import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = path.join(import.meta.dirname, '..');
const running = new Set<ChildProcess>();
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'kabinet-server-'));
});
afterAll(async () => {
  for (const server of running) server.kill('SIGKILL');
  await rm(dir, { recursive: true });
});

type Settings = Readonly<Record<string, string>>;

/** The server as an operator starts it: what it says, and its status once it ends. */
function start(settings: Settings) {
  const env = { PATH: process.env['PATH'], LOG_LEVEL: 'silent', HOST: 'localhost', ...settings };
  const server = spawn(process.execPath, ['src/server.ts'], { cwd: root, env });
  running.add(server);
  const said: string[] = [];
  const heard = new Promise<void>((resolve) => {
    for (const stream of [server.stdout, server.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said.push(text);
        if (said.join('').includes('Остановить: Ctrl+C')) resolve();
      });
  });
  const ended = once(server, 'close').then(([status]) => {
    running.delete(server);
    return status as number | null;
  });
  return { server, said: () => said.join(''), ended, ready: Promise.race([heard, ended]) };
}

/** A start that must not succeed: the words for the operator. */
async function refusal(settings: Settings): Promise<string> {
  const { said, ended } = start({ PORT: '0', ...settings });
  expect(await ended).toBe(1);
  expect(said()).not.toMatch(/^\s+at /m);
  return said();
}

describe('the server', () => {
  test('starts, keeps others away, ends in peace, and finds its data again', async () => {
    const settings = { DATA_DIR: path.join(dir, 'data'), PORT: String(await freePort()) };
    const first = start(settings);
    await first.ready;
    expect(first.said()).toContain(`работает: http://localhost:${settings.PORT}`);
    expect(first.said()).toContain('+7 900 000-00-01');
    expect(await refusal(settings)).toContain('уже работает другой сервер');
    expect(await refusal({ ...settings, DATA_DIR: path.join(dir, 'other') })).toContain(`Порт ${settings.PORT} занят`);
    first.server.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    expect(await refusal({ ...settings, BLIND_INDEX_KEY: Buffer.alloc(32, 7).toString('base64') })).toMatch(
      /сделаны с другими ключами:\n {2}- BLIND_INDEX_KEY/,
    );
    const again = start(settings);
    await again.ready;
    const page = await fetch(`http://localhost:${settings.PORT}/demo`);
    expect(await page.text()).toContain('Анна Смирнова');
    again.server.kill('SIGINT');
    expect(await again.ended).toBe(0);
  }, 240_000);

  test('says what is wrong with the folder of the data', async () => {
    const file = path.join(dir, 'file');
    await writeFile(file, 'слова');
    expect(await refusal({ DATA_DIR: file })).toContain('не папка');
    const data = await mkdtemp(path.join(dir, 'broken-'));
    await writeFile(path.join(data, 'kabinet.db'), 'не база данных '.repeat(100));
    expect(await refusal({ DATA_DIR: data })).toContain('повреждена');
  }, 120_000);

  test('in production tells every mistake at once, those in the files of the portal, too', async () => {
    const said = await refusal({
      KABINET_MODE: 'production',
      DATA_DIR: path.join(dir, 'never'),
      PORT: 'eighty',
      PORTAL_KEY_FILE: '/no/portal.key',
    });
    const names = Array.from(said.matchAll(/^ {2}- ([A-Z_]+):/gm), ([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(expect.arrayContaining(['PORT', 'MAC_KEY', 'SMTP_URL', 'PORTAL_KEY_FILE', 'TRUST_DIR']));
  }, 60_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
