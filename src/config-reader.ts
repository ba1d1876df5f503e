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

    /** An absolute http(s) address, without a path when `originOnly`. */
    url(name: string, fallback: string, protocols = ['http:', 'https:'], originOnly = false): string {
      const given = text(name) ?? fallback;
      const parsed = URL.canParse(given) ? new URL(given) : undefined;
      const good = parsed !== undefined && protocols.includes(parsed.protocol);
      if (!good) wrong(name, `нужен адрес вида ${protocols[0]}//…, а задано «${given}»`);
      else if (originOnly && parsed.origin !== given.replace(/\/$/, ''))
        wrong(name, 'нужен адрес без пути, например https://lk.example.ru');
      return originOnly && good ? parsed.origin : given;
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
