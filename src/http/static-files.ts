import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { accentStyles, enlargeStyles, squeezeStyles, textSizes } from './style-sheets.ts';

export type StaticFile = Readonly<{
  address: string;
  type: string;
  etag: string;
  bytes: Buffer;
  gzipped: Buffer | null;
}>;

export type StaticFiles = Readonly<{
  /** `css/kabinet.css` → `/static/css/kabinet.<hash>.css`. @throws for a file that is not there. */
  asset(name: string): string;
  find(address: string): StaticFile | undefined;
}>;

export type StaticSources = Readonly<{
  /** Folder whose files are all served. */
  root: string;
  /** Files from elsewhere, by the name under which they are served: `js/htmx.min.js` from its package. */
  vendored?: Readonly<Record<string, string>>;
  /** The region's own colour, `#0e3f4a`; the sheets have one of their own. */
  accent?: string | undefined;
}>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
};

const mainSheet = 'css/kabinet.css';

/** Reads every static file into memory, compressed once, under an address that changes with its content. */
export function loadStaticFiles({ root, vendored = {}, accent }: StaticSources): StaticFiles {
  const sources = [...filesUnder(root), ...Object.entries(vendored)];
  const byName = new Map<string, StaticFile>();
  const asset = (name: string) => {
    const file = byName.get(name);
    if (file === undefined) throw new Error(`no static file “${name}”`);
    return file.address;
  };
  const [styles, others] = [sources.filter(isStyle), sources.filter((source) => !isStyle(source))];
  // Style sheets come last: they carry the addresses of pictures.
  for (const [name, file] of others) byName.set(name, describe(name, readFileSync(file)));
  for (const [name, file] of styles) {
    const own = name === mainSheet && accent !== undefined ? accentStyles(accent) : '';
    const css = squeezeStyles(withAddresses(readFileSync(file, 'utf8'), name, asset)) + own;
    byName.set(name, describe(name, Buffer.from(css)));
    for (const size of textSizes) {
      const larger = name.replace(/\.css$/, `.${size}.css`);
      byName.set(larger, describe(larger, Buffer.from(enlargeStyles(css, size))));
    }
  }
  const byAddress = new Map([...byName.values()].map((file) => [file.address, file]));
  return { asset, find: (address) => byAddress.get(address) };
}

function isStyle([name]: readonly [string, string]): boolean {
  return name.endsWith('.css');
}

function filesUnder(root: string): (readonly [string, string])[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && path.extname(entry.name) in types)
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(root, file).split(path.sep).join('/'), file] as const);
}

function describe(name: string, bytes: Buffer): StaticFile {
  const extension = path.extname(name);
  const type = types[extension];
  if (type === undefined) throw new Error(`static file “${name}” is of an unknown type`);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
  const gzipped = gzipSync(bytes, { level: 9 });
  return {
    address: `/static/${name.slice(0, -extension.length)}.${hash}${extension}`,
    type,
    etag: `"${hash}"`,
    bytes,
    gzipped: gzipped.length < bytes.length * 0.9 ? gzipped : null,
  };
}

/** Relative `url(…)` in a style sheet become fingerprinted addresses. */
function withAddresses(css: string, name: string, asset: (name: string) => string): string {
  return css.replace(/url\(\s*(["']?)(?!data:|#|\/|https?:)([^"')]+)\1\s*\)/g, (_all, _quote, relative: string) => {
    return `url("${asset(path.posix.join(path.posix.dirname(name), relative))}")`;
  });
}
