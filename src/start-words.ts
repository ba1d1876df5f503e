import { ConfigError, type Config } from './config.ts';
import { DataFolderInUse } from './platform/db/lock.ts';
import { DatabaseUnusable } from './platform/db/postgres.ts';

/** The data in the folder were made with other keys. */
export class ForeignData extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super('the data were made with other keys');
    this.mistakes = mistakes;
  }
}

/** Why the server does not start, in words for the operator; the stack only of what nobody foresaw. */
export function whyNoStart(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigError) return error.message;
  const dir = config?.dataDir ?? '';
  if (error instanceof DataFolderInUse)
    return `С папкой данных ${dir} уже работает другой сервер. Остановите его или задайте другую DATA_DIR.`;
  if (error instanceof ForeignData) return foreignWords(error, dir);
  if (error instanceof DatabaseUnusable) return `С базой данных из DATABASE_URL работать нельзя: ${error.message}`;
  const words = wordsOfCode(codeOf(error), config);
  if (words !== null) return words;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function foreignWords({ mistakes }: ForeignData, dir: string): string {
  const list = mistakes.map((mistake) => `  - ${mistake}`).join('\n');
  const demo = mistakes.some((mistake) => mistake.includes('«sample»'))
    ? 'Похоже, это данные демонстрации: для работы задайте другую DATA_DIR.'
    : 'Верните прежние ключи: без них эти данные не прочесть. Если данные другие, задайте их DATA_DIR.';
  return `Данные в папке ${dir} сделаны с другими ключами:\n${list}\n${demo}`;
}

/** Codes of the operating system and of SQLite. */
function wordsOfCode(code: string, config: Config | undefined): string | null {
  const { dataDir = '', port = '', host = '' } = config ?? {};
  if (code === 'EADDRINUSE') return `Порт ${port} занят. Задайте другой: PORT=3001 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `У этой машины нет адреса ${host}: проверьте HOST.`;
  if (code === 'EACCES:listen')
    return `Порт ${port} этому пользователю не открыть. Задайте порт от 1024: PORT=3001 npm start`;
  if (/^(EACCES|EPERM|EROFS|ENOENT:mkdir|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code))
    return `В папку данных ${dataDir} нельзя писать. Дайте на неё права или задайте другую DATA_DIR.`;
  if (code === 'EEXIST' || code === 'ENOTDIR') return `DATA_DIR: ${dataDir} не папка. Задайте папку для данных.`;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return `На диске с папкой данных ${dataDir} нет места.`;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return `База данных в папке ${dataDir} повреждена. Восстановите её из резервной копии: npm run -s kabinet -- restore --help`;
  return null;
}

/** Native modules make their errors outside the realm whose Error we see: the code alone tells. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  const code = String(error.code);
  const call = 'syscall' in error ? `${code}:${String(error.syscall)}` : code;
  return ['EACCES:listen', 'ENOENT:mkdir'].includes(call) ? call : code;
}
