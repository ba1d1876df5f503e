import { readFileSync } from 'node:fs';
import { isTimeZone } from './platform/values/time.ts';

/** Reads settings one by one and collects every mistake, so that an operator sees all of them at once. */
export type ConfigReader = ReturnType<typeof createConfigReader>;

type Env = Readonly<Record<string, string | undefined>>;

/** `env` is the environment; `readFile` gives the text of a file named by a `…_FILE` setting (replaced in tests). */
export function createConfigReader(env: Env, readFile = (path: string) => readFileSync(path, 'utf8')) {
  const mistakes: string[] = [];
  const wrong = (name: string, words: string) => void mistakes.push(`${name}: ${words}`);

  function text(name: string): string | undefined {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** A secret: the value itself, or the text of the file that `NAME_FILE` names (systemd credentials, Docker secrets). */
  function secret(name: string): string | undefined {
    const path = text(`${name}_FILE`);
    if (path === undefined) return text(name);
    if (text(name) !== undefined) wrong(name, `задайте либо ${name}, либо ${name}_FILE, но не оба`);
    try {
      return readFile(path).trim();
    } catch {
      wrong(`${name}_FILE`, `не удалось прочитать файл ${path}`);
      return undefined;
    }
  }

  return {
    mistakes,
    wrong,
    secret,
    text: (name: string, fallback: string) => text(name) ?? fallback,
    optional: text,

    integer(name: string, fallback: number, { min = 1, max = Number.MAX_SAFE_INTEGER } = {}): number {
      const given = text(name);
      if (given === undefined) return fallback;
      const value = Number(given);
      if (/^\d+$/.test(given) && value >= min && value <= max) return value;
      wrong(name, `нужно целое число от ${min} до ${max}, а задано «${given}»`);
      return fallback;
    },

    choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
      const given = text(name) ?? fallback;
      const found = allowed.find((value) => value === given);
      if (found === undefined) wrong(name, `нужно одно из: ${allowed.join(', ')}, а задано «${given}»`);
      return found ?? fallback;
    },

    /** Where a site is reached: http or https, without a path. Written as browsers write it: without a port that goes without saying. */
    origin(name: string, fallback: string): string {
      const given = text(name) ?? fallback;
      const parsed = URL.canParse(given) ? new URL(given) : undefined;
      if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
        wrong(name, `нужен адрес вида https://…, а задано «${given}»`);
        return fallback;
      }
      if (parsed.href !== `${parsed.origin}/`) wrong(name, 'нужен адрес без пути, например https://lk.example.ru');
      return parsed.origin;
    },

    /** The address of a service with one of these protocols. It may hold a password, so it is never shown. */
    address(name: string, given: string | undefined, protocols: readonly string[]): string | undefined {
      const good = given === undefined || (URL.canParse(given) && protocols.includes(new URL(given).protocol));
      if (!good) wrong(name, `нужен адрес вида ${protocols.map((protocol) => `${protocol}//…`).join(' или ')}`);
      return given;
    },

    timeZone(name: string, fallback: string): string {
      const given = text(name) ?? fallback;
      if (isTimeZone(given)) return given;
      wrong(name, `неизвестный часовой пояс «${given}», пример: Europe/Moscow`);
      return fallback;
    },

    /** 32 bytes in base64. */
    key(name: string, given: string | undefined): Buffer {
      const bytes = Buffer.from(given ?? '', 'base64');
      if (given === undefined) wrong(name, 'нужен ключ: 32 байта в base64 (openssl rand -base64 32)');
      else if (bytes.length !== 32) wrong(name, 'ключ должен быть из 32 байт в base64 (openssl rand -base64 32)');
      return bytes;
    },
  };
}
