import path from 'node:path';
import { accentProblem, crestProblem } from './config-region.ts';
import { createConfigReader, type ConfigReader } from './config-reader.ts';
import type { Keys } from './platform/keys.ts';

/** Everything that an operator decides. Typed, frozen, made once at start. */
export type Config = ReturnType<typeof read>;

/** Keys that everybody knows: they let the demo run, and production refuses them. */
export const sampleKeys = {
  ENCRYPTION_KEYS: 'sample:a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTE=',
  BLIND_INDEX_KEY: 'a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTI=',
  MAC_KEY: 'a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTM=',
  PASSWORD_PEPPER: 'a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTQ=',
} as const;

export class ConfigError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(`Ошибки в настройках:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

/**
 * Reads the configuration from environment variables (`.env.example` lists them all).
 * @throws ConfigError with every mistake at once.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { config, mistakes } = readConfig(env);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return config;
}

/** The same for who has more to look at before all mistakes are told together. What was mistaken has a stand-in. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): {
  config: Config;
  mistakes: readonly string[];
} {
  const reader = createConfigReader(env);
  return { config: read(reader), mistakes: reader.mistakes };
}

function read(from: ConfigReader) {
  const mode = from.choice('KABINET_MODE', ['demo', 'production'], 'demo');
  const demo = mode === 'demo';
  const port = from.integer('PORT', 3000, { min: 0, max: 65535 });
  const dataDir = path.resolve(from.text('DATA_DIR', 'data'));
  return Object.freeze({
    mode,
    demo,
    port,
    host: from.optional('HOST'),
    publicUrl: publicUrl(from, demo, port),
    trustProxy: from.integer('TRUST_PROXY_HOPS', 0, { min: 0, max: 5 }),
    dataDir,
    database: database(from),
    /** Where the signed heads of the journal are written: best on another disk than the database. */
    auditDir: path.resolve(from.text('AUDIT_DIR', path.join(dataDir, 'audit'))),
    region: region(from),
    timeZone: from.timeZone('TIME_ZONE', 'Europe/Moscow'),
    keys: keys(from, demo),
    portal: portal(from, demo, dataDir),
    mail: mail(from, demo),
    sms: sms(from, demo),
    log: Object.freeze({
      level: from.choice('LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], demo ? 'warn' : 'info'),
    }),
    limits: limits(from, demo),
  });
}

/** In production letters lead there and cookies depend on it: a guess would be wrong and go unnoticed. */
function publicUrl(from: ConfigReader, demo: boolean, port: number): string {
  if (!demo && from.optional('PUBLIC_URL') === undefined)
    from.wrong('PUBLIC_URL', 'нужен адрес, по которому портал видят люди, например https://lk.example.ru');
  return from.origin('PUBLIC_URL', `http://localhost:${port}`);
}

/** How the portal looks and what it is called; numbers of cases begin with the code. */
function region(from: ConfigReader) {
  const code = from.text('REGION_CODE', '44');
  if (!/^\d{2,3}$/.test(code)) from.wrong('REGION_CODE', `нужен код региона из двух или трёх цифр, а задано «${code}»`);
  const crestFile = from.optional('REGION_CREST_FILE');
  const crestMistake = crestFile === undefined ? null : crestProblem(crestFile);
  if (crestMistake !== null) from.wrong('REGION_CREST_FILE', crestMistake);
  const accent = from.optional('REGION_ACCENT');
  const accentMistake = accent === undefined ? null : accentProblem(accent);
  if (accentMistake !== null) from.wrong('REGION_ACCENT', accentMistake);
  return Object.freeze({ code, name: from.text('REGION_NAME', 'Костромская область'), crestFile, accent });
}

/** PostgreSQL when its address is given, else SQLite in the data folder. */
function database(from: ConfigReader) {
  const url = from.address('DATABASE_URL', from.secret('DATABASE_URL'), ['postgres:', 'postgresql:']);
  return Object.freeze({
    ...(url !== undefined && { url }),
    poolSize: from.integer('DATABASE_POOL_SIZE', 10, { min: 2, max: 100 }),
  });
}

function keys(from: ConfigReader, demo: boolean): Keys {
  const given = (name: keyof typeof sampleKeys) => {
    const value = from.secret(name);
    if (!demo && value !== undefined && isSample(value))
      from.wrong(name, 'это образец из примера, его знают все: задайте свой ключ');
    return value ?? (demo ? sampleKeys[name] : undefined);
  };
  const ring = (given('ENCRYPTION_KEYS') ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (ring.length === 0) from.wrong('ENCRYPTION_KEYS', 'нужен хотя бы один ключ вида имя:base64');
  const encryption = ring.map((entry) => {
    const [id = '', value] = entry.split(':');
    if (!/^[a-z0-9-]{1,16}$/.test(id))
      from.wrong('ENCRYPTION_KEYS', 'имя ключа: от 1 до 16 строчных латинских букв, цифр и дефисов');
    return { id, key: from.key('ENCRYPTION_KEYS', value) };
  });
  return Object.freeze({
    encryption,
    blindIndex: from.key('BLIND_INDEX_KEY', given('BLIND_INDEX_KEY')),
    mac: from.key('MAC_KEY', given('MAC_KEY')),
    pepper: from.key('PASSWORD_PEPPER', given('PASSWORD_PEPPER')),
  });
}

function isSample(value: string): boolean {
  return value.split(',').some((entry) =>
    Buffer.from(entry.split(':').at(-1) ?? '', 'base64')
      .toString()
      .startsWith('kabinet-sample-key'),
  );
}

/**
 * The portal's own certificate and key, in PEM or as the container (.p12, .pfx) that authorities hand out, and whom it trusts. The demo makes these
 * files itself in its data folder.
 */
function portal(from: ConfigReader, demo: boolean, dataDir: string) {
  const container = from.optional('PORTAL_CONTAINER_FILE');
  const password = from.secret('PORTAL_CONTAINER_PASSWORD') ?? '';
  const file = (name: string, ownName: string, words: string): string => {
    const given = from.optional(name);
    const isInContainer = container !== undefined && name !== 'TRUST_DIR';
    if (given === undefined && !demo && !isInContainer) from.wrong(name, words);
    if (given !== undefined && isInContainer)
      from.wrong(name, 'задайте либо его, либо PORTAL_CONTAINER_FILE, но не оба');
    return given ?? path.join(dataDir, 'pki', ownName);
  };
  return Object.freeze({
    container: container === undefined ? undefined : Object.freeze({ file: container, password }),
    certificateFile: file(
      'PORTAL_CERTIFICATE_FILE',
      'portal.crt.pem',
      'нужен сертификат портала (PEM): им подписываются результаты',
    ),
    keyFile: file('PORTAL_KEY_FILE', 'portal.key.pem', 'нужен закрытый ключ сертификата портала (PEM)'),
    trustDir: file(
      'TRUST_DIR',
      'trust',
      'нужна папка с сертификатами доверенных удостоверяющих центров и их списками отзыва',
    ),
  });
}

function mail(from: ConfigReader, demo: boolean) {
  const given = from.address('SMTP_URL', from.secret('SMTP_URL'), ['smtp:', 'smtps:']);
  if (demo && given) from.wrong('SMTP_URL', 'в демонстрации письма не отправляются: адреса могут оказаться настоящими');
  if (!demo && !given)
    from.wrong('SMTP_URL', 'нужен адрес почтового сервера, например smtps://имя:пароль@mail.example.ru');
  if (!demo && from.optional('MAIL_FROM') === undefined)
    from.wrong('MAIL_FROM', 'нужен адрес, с которого уходят письма, например kabinet@example.ru');
  return Object.freeze({ smtpUrl: given, from: from.text('MAIL_FROM', 'kabinet@example.test') });
}

function sms(from: ConfigReader, demo: boolean) {
  const given = from.address('SMS_URL', from.optional('SMS_URL'), ['http:', 'https:']);
  if (demo && given) from.wrong('SMS_URL', 'в демонстрации СМС не отправляются: номера могут оказаться настоящими');
  if (!demo && !given)
    from.wrong('SMS_URL', 'нужен адрес СМС-шлюза: без кодов из СМС нельзя ни войти, ни зарегистрироваться');
  return Object.freeze({ url: given, token: from.secret('SMS_TOKEN'), sender: from.text('SMS_SENDER', 'Kabinet') });
}

function limits(from: ConfigReader, demo: boolean) {
  const megabytes = (name: string, fallback: number) => from.integer(name, fallback, { max: 100 }) * 1024 * 1024;
  return Object.freeze({
    uploadBytes: megabytes('UPLOAD_MAX_MB', 5),
    supplementBytes: megabytes('SUPPLEMENT_MAX_MB', 10),
    /** For pages that were shown lately, bytes. */
    pageMemory: from.integer('PAGE_MEMORY_MB', 16, { min: 0, max: 1024 }) * 1_000_000,
    filesPerRequest: 5,
    filesPerApplication: 20,
    passwordMinLength: from.integer('PASSWORD_MIN_LENGTH', 8, { min: 8, max: 64 }),
    staffPasswordMinLength: from.integer('STAFF_PASSWORD_MIN_LENGTH', 12, { min: 8, max: 64 }),
    /** 0: never too old. The passwords that the demo prints are everybody's and stay as they are. */
    passwordMaxAgeDays: from.integer('PASSWORD_MAX_AGE_DAYS', demo ? 0 : 180, { min: 0, max: 3650 }),
    bcryptCost: from.integer('BCRYPT_COST', 12, { min: 10, max: 16 }),
    codeTtlSeconds: from.integer('CODE_TTL_SECONDS', 300, { min: 60, max: 3600 }),
    codeTries: from.integer('CODE_MAX_TRIES', 5, { max: 20 }),
    codeResendSeconds: from.integer('CODE_RESEND_SECONDS', 60, { min: 0, max: 3600 }),
    codesPerHour: from.integer('CODES_PER_HOUR', 5) * (demo ? 100 : 1),
    loginFailures: from.integer('LOGIN_MAX_FAILURES', 3, { max: 20 }),
    loginLockMinutes: from.integer('LOGIN_LOCK_MINUTES', 30, { max: 1440 }),
    loginFailuresPerAccount: from.integer('LOGIN_ACCOUNT_CAP', 100, { min: 10 }),
    sessionIdleMinutes: from.integer('SESSION_IDLE_MINUTES', 10, { max: 60 }),
    sessionMaxHours: from.integer('SESSION_MAX_HOURS', 12, { max: 24 }),
    draftDays: from.integer('DRAFT_DAYS', 90, { max: 3650 }),
    /** Every request limit is multiplied by it; the demo is walked by scripts. */
    requestFactor: from.integer('REQUEST_LIMIT_FACTOR', demo ? 100 : 1, { max: 1000 }),
  });
}
