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

  test('production runs when everything is given', () => {
    expect(mistakesOf(production)).toEqual([]);
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
    'SMTP_URL',
    'SMS_URL',
    'PORTAL_CERTIFICATE_FILE',
    'PORTAL_KEY_FILE',
    'TRUST_DIR',
  ])('production does not start without %s', (name) => {
    expect(mistakesOf({ ...production, [name]: undefined }).some((mistake) => mistake.startsWith(name))).toBe(true);
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
