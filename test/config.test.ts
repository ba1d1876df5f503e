import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, parseConfig, sampleKeys } from '../src/config.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

const production = {
  KABINET_MODE: 'production',
  PUBLIC_URL: 'https://lk.example.ru',
  ENCRYPTION_KEYS: `k1:${key(1)}`,
  BLIND_INDEX_KEY: key(2),
  MAC_KEY: key(3),
  PASSWORD_PEPPER: key(4),
  SMTP_URL: 'smtps://mail.example.ru',
  MAIL_FROM: 'kabinet@example.ru',
  SMS_URL: 'https://sms.example.ru/send',
  PORTAL_CERTIFICATE_FILE: '/etc/kabinet/portal.crt',
  PORTAL_KEY_FILE: '/etc/kabinet/portal.key',
  TRUST_DIR: '/etc/kabinet/trust',
};

function mistakesOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('configuration', () => {
  test('the demo runs on nothing but defaults', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      mode: 'demo',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      region: { code: '44' },
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('the public address follows the port', () => {
    expect(parseConfig({ PORT: '3100' }).publicUrl).toBe('http://localhost:3100');
  });

  test.each([
    ['http://localhost:80', 'http://localhost'],
    ['https://lk.example.ru:443/', 'https://lk.example.ru'],
    ['HTTPS://LK.Example.RU', 'https://lk.example.ru'],
  ])('the public address is written as browsers write it: %s', (given, origin) => {
    expect(parseConfig({ PUBLIC_URL: given }).publicUrl).toBe(origin);
    expect(parseConfig({ PORT: '80' }).publicUrl).toBe('http://localhost');
  });

  test.each([
    'https://lk.example.ru/portal',
    'https://user@lk.example.ru',
    'https://lk.example.ru/?a',
    'lk.example.ru',
  ])('is no public address: %s', (given) => {
    expect(mistakesOf({ PUBLIC_URL: given })).toEqual([expect.stringMatching(/^PUBLIC_URL: нужен адрес/)]);
  });

  test('addresses of services are checked and never repeated: they hold passwords', () => {
    const wrong = { SMTP_URL: 'mail:тайна', SMS_URL: 'ftp://тайна', DATABASE_URL: 'mysql://тайна' };
    const mistakes = mistakesOf({ ...production, ...wrong });
    expect(mistakes.map((mistake) => mistake.split(':')[0])).toEqual(['DATABASE_URL', 'SMTP_URL', 'SMS_URL']);
    expect(mistakes.join()).not.toContain('тайна');
  });

  test('.env.example names every setting that is read, and nothing else', () => {
    const read = new Set<string>();
    const env = new Proxy<Record<string, string>>({}, { get: (_, name) => void read.add(String(name)) });
    parseConfig(env);
    const example = readFileSync(path.join(import.meta.dirname, '../.env.example'), 'utf8');
    const named = Array.from(example.matchAll(/^# ([A-Z_]+)=/gm), ([, name]) => name ?? '');
    // A secret is read under its own name and as a file.
    const settings = Array.from(read).filter((name) => !(name.endsWith('_FILE') && read.has(name.slice(0, -5))));
    expect(named.toSorted()).toEqual(settings.toSorted());
  });

  test('production runs when everything is given', () => {
    expect(mistakesOf(production)).toEqual([]);
  });

  test('a region gives the portal its name, its colour and its coat of arms', () => {
    const crest = path.join(import.meta.dirname, '../public/images/crest.svg');
    const env = {
      REGION_CODE: '76',
      REGION_NAME: 'Ярославская область',
      REGION_ACCENT: '#5B1A2E',
      REGION_CREST_FILE: crest,
    };
    expect(parseConfig(env).region).toEqual({
      code: '76',
      name: 'Ярославская область',
      accent: '#5B1A2E',
      crestFile: crest,
    });
  });

  test('a colour that cannot be read is refused, and why is said', () => {
    const [words = ''] = mistakesOf({ REGION_ACCENT: '#3f9fb5' });
    expect(words).toMatch(
      /^REGION_ACCENT: цвет #3f9fb5 слишком бледный: .*не меньше 4,5.*белые буквы шапки на нём — 3,1/,
    );
    expect(mistakesOf({ REGION_ACCENT: 'teal' })).toEqual([expect.stringContaining('нужен цвет вида #0e3f4a')]);
    expect(mistakesOf({ REGION_CODE: 'Кострома' })).toEqual([expect.stringContaining('двух или трёх цифр')]);
    expect(mistakesOf({ REGION_CREST_FILE: '/no/crest.svg' })).toEqual([expect.stringContaining('нет такого файла')]);
    expect(mistakesOf({ REGION_CREST_FILE: '/etc/passwd' })).toEqual([expect.stringContaining('SVG или PNG')]);
  });

  test('every mistake is reported at once, by name', () => {
    const names = mistakesOf({
      PORT: 'abc',
      TIME_ZONE: 'Mars/Olympus',
      PUBLIC_URL: 'kabinet',
      LOG_LEVEL: 'loud',
      UPLOAD_MAX_MB: '0',
    }).map((mistake) => mistake.split(':')[0]);
    expect(names.sort()).toEqual(['LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'TIME_ZONE', 'UPLOAD_MAX_MB']);
  });

  test.each(Object.keys(sampleKeys) as (keyof typeof sampleKeys)[])('production refuses the sample %s', (name) => {
    expect(mistakesOf({ ...production, [name]: sampleKeys[name] }).join()).toMatch(new RegExp(`${name}.*образец`));
  });

  test('a sample key hidden among good ones is refused, too', () => {
    const ring = `${production.ENCRYPTION_KEYS},${sampleKeys.ENCRYPTION_KEYS}`;
    expect(mistakesOf({ ...production, ENCRYPTION_KEYS: ring }).join()).toContain('образец');
  });

  test.each([
    'ENCRYPTION_KEYS',
    'BLIND_INDEX_KEY',
    'MAC_KEY',
    'PASSWORD_PEPPER',
    'PUBLIC_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'SMS_URL',
    'PORTAL_CERTIFICATE_FILE',
    'PORTAL_KEY_FILE',
    'TRUST_DIR',
  ])('production does not start without %s', (name) => {
    expect(mistakesOf({ ...production, [name]: undefined }).some((mistake) => mistake.startsWith(name))).toBe(true);
  });

  test('a container stands for the certificate and the key of the portal', () => {
    const { PORTAL_CERTIFICATE_FILE: _certificate, PORTAL_KEY_FILE: _key, ...rest } = production;
    const held = { ...rest, PORTAL_CONTAINER_FILE: '/etc/kabinet/portal.p12', PORTAL_CONTAINER_PASSWORD: 'пароль' };
    expect(parseConfig(held).portal.container).toEqual({ file: '/etc/kabinet/portal.p12', password: 'пароль' });
    expect(parseConfig(production).portal.container).toBeUndefined();
    expect(mistakesOf({ ...held, PORTAL_KEY_FILE: '/etc/kabinet/portal.key' }).join()).toContain('но не оба');
  });

  test.each(['SMTP_URL', 'SMS_URL'])('the demo refuses a real %s: its phones could belong to somebody', (name) => {
    expect(mistakesOf({ [name]: production[name as 'SMTP_URL'] }).join()).toContain(name);
  });

  test('a key of the wrong length is refused without being repeated', () => {
    const short = Buffer.from('secret').toString('base64');
    const mistakes = mistakesOf({ ...production, MAC_KEY: short }).join();
    expect(mistakes).toContain('MAC_KEY');
    expect(mistakes).not.toContain(short);
  });
});
