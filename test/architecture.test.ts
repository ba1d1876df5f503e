import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = path.join(import.meta.dirname, '..');

type Import = Readonly<{ file: string; target: string; typeOnly: boolean }>;

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(/^\s*(import|export)(\s+type)?\b[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gm);
  return [...found].map(([, , type, from, lazy]) => {
    const target = from ?? lazy ?? '';
    const resolved = target.startsWith('.') ? path.join(path.dirname(file), target) : target;
    return { file, target: resolved, typeOnly: type !== undefined };
  });
}

const sources = filesUnder('src', '.ts').filter((file) => !file.endsWith('.d.ts'));
const imports = sources.flatMap(importsOf);
const inside = imports.filter(({ target }) => target.startsWith('src/'));

function roomOf(file: string): string {
  const [, room = '', feature = ''] = file.split('/');
  return room === 'features' ? `features/${feature}` : room.endsWith('.ts') ? 'top' : room;
}

/** Left to right as architecture.md has it; features that stand together do not import each other. */
const order: readonly (readonly string[])[] = [
  ['accounts'],
  ['profile'],
  ['organisations'],
  ['notifications'],
  ['signatures'],
  ['documents'],
  ['messages'],
  ['catalogue'],
  ['cases'],
  ['applications', 'confirmation'],
  ['sign-in'],
  ['staff', 'journal', 'check', 'home', 'display', 'demo'],
];
const rank = new Map(order.flatMap((together, at) => together.map((feature) => [feature, at] as const)));

/** Open to every floor. */
const open = (target: string) => target === 'src/errors.ts' || target.startsWith('src/platform/values/');

function wrong(rule: (one: Import) => boolean): string[] {
  return inside.filter(rule).map(({ file, target }) => `${file} imports ${target}`);
}

describe('floors', () => {
  test('platform knows neither http nor features', () => {
    expect(
      wrong(({ file, target }) => roomOf(file) === 'platform' && !target.startsWith('src/platform/') && !open(target)),
    ).toEqual([]);
  });

  test('pki knows nothing but itself', () => {
    expect(wrong(({ file, target }) => roomOf(file) === 'pki' && !target.startsWith('src/pki/'))).toEqual([]);
  });

  test('http stands on platform alone, and sees the context as a type', () => {
    const allowed = (one: Import) =>
      one.target.startsWith('src/http/') ||
      one.target.startsWith('src/platform/') ||
      open(one.target) ||
      (one.typeOnly && one.target === 'src/context.ts');
    expect(wrong((one) => roomOf(one.file) === 'http' && !allowed(one))).toEqual([]);
  });

  test('the command line looks down only, at features through index.ts, and nobody looks at it', () => {
    const above = ['src/app.ts', 'src/server.ts', 'src/jobs.ts'];
    const deep = ({ target }: Import) => target.startsWith('src/features/') && !target.endsWith('/index.ts');
    const out = (one: Import) => above.includes(one.target) || one.target.startsWith('src/http/') || deep(one);
    expect(wrong((one) => (roomOf(one.file) === 'cli' ? out(one) : one.target.startsWith('src/cli/')))).toEqual([]);
  });

  test('only the wiring at the top reads the environment, the clock and chance', () => {
    const offenders = sources.filter((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const outside = /\bprocess\.env\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
      return outside.test(text) && !['src/server.ts', 'src/cli/main.ts', 'src/platform/clock.ts'].includes(file);
    });
    expect(offenders).toEqual([]);
  });
});

describe('features', () => {
  test('every feature has its place in the order', () => {
    const folders = readdirSync(path.join(root, 'src/features'));
    expect(folders.filter((folder) => !rank.has(folder))).toEqual([]);
  });

  test('import each other only to the left, and only through index.ts', () => {
    const between = ({ file, target }: Import) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!from.startsWith('features/') || !to.startsWith('features/') || from === to) return false;
      const [own, other] = [rank.get(from.slice(9)), rank.get(to.slice(9))];
      return target !== `src/${to}/index.ts` || own === undefined || other === undefined || other >= own;
    };
    expect(wrong(between)).toEqual([]);
  });

  test('never look up at the app', () => {
    const up = ['src/app.ts', 'src/server.ts', 'src/jobs.ts', 'src/config.ts'];
    const looksUp = ({ file, target, typeOnly }: Import) =>
      roomOf(file).startsWith('features/') && (up.includes(target) || target === 'src/context.ts') && !typeOnly;
    expect(wrong(looksUp)).toEqual([]);
  });

  const own = (file: string, target: string) => roomOf(file) === roomOf(target);
  const value = ({ target, typeOnly }: Import) => !typeOnly && !open(target);

  test('rules are pure: nothing at run time but rules and values', () => {
    const impure = (one: Import) =>
      path.basename(one.file) === 'rules.ts' &&
      value(one) &&
      !(own(one.file, one.target) && !/(store|actions|routes|jobs)\.ts$/.test(one.target)) &&
      !one.target.endsWith('/index.ts');
    expect(wrong(impure)).toEqual([]);
  });

  test('stores, actions and jobs know nothing of http', () => {
    const web = (one: Import) =>
      /(store|actions|jobs|rules)\.ts$/.test(one.file) &&
      roomOf(one.file).startsWith('features/') &&
      one.target.startsWith('src/http/') &&
      !one.typeOnly;
    expect(wrong(web)).toEqual([]);
  });

  test('stores do not reach for actions, routes or views', () => {
    const upward = (one: Import) =>
      path.basename(one.file) === 'store.ts' &&
      /(actions|routes|view|jobs|forms)\.ts$/.test(one.target) &&
      own(one.file, one.target);
    expect(wrong(upward)).toEqual([]);
  });
});

describe('views and tests', () => {
  const templates = new Set(filesUnder('views', '.njk'));

  test('every rendered template exists', () => {
    const missing = sources.flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const names = text.matchAll(/(?:respond\(\s*req,\s*res,|views\.render\()\s*'([^']+)'/g);
      return [...names].map(([, name = '']) => `views/${name}.njk`).filter((name) => !templates.has(name));
    });
    expect(missing).toEqual([]);
  });

  test('every included or extended template exists', () => {
    const missing = [...templates].flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const names = text.matchAll(/\{%-?\s*(?:extends|include|from|import)\s+"([^"]+)"/g);
      return [...names].map(([, name = '']) => `views/${name}`).filter((name) => !templates.has(name));
    });
    expect(missing).toEqual([]);
  });

  test('views lie in the folder of their feature', () => {
    const shared = ['components', 'emails', 'errors', 'layouts'];
    const strangers = readdirSync(path.join(root, 'views')).filter(
      (folder) => !shared.includes(folder) && !rank.has(folder),
    );
    expect(strangers).toEqual([]);
  });

  test('no view lets raw HTML through, and every attribute is quoted', () => {
    const raw = [...templates].filter((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      if (file.startsWith('views/emails/')) return /\|\s*safe\b/.test(text); // letters know no style sheets
      return (
        /\|\s*safe\b|autoescape\s+false|javascript:|\bon[a-z]+="|\sstyle="/.test(text) ||
        /<[a-z][^>]*\s[a-z-]+=\{\{/.test(text)
      );
    });
    expect(raw).toEqual([]);
  });

  test('tests lie in the folder of what they test', () => {
    const features = new Set([
      ...rank.keys(),
      'cli',
      'platform',
      'http',
      'pki',
      'support',
      'browser',
      'journey',
      'bench',
      'routes',
      'drills',
    ]);
    const folders = readdirSync(path.join(root, 'test'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).filter((name) => !features.has(name))).toEqual([]);
  });

  test('every feature has tests of its own', () => {
    const without = [...rank.keys()].filter((feature) => {
      try {
        return !readdirSync(path.join(root, 'test', feature)).some((name) => name.endsWith('.test.ts'));
      } catch {
        return true;
      }
    });
    expect(without).toEqual([]);
  });
});
