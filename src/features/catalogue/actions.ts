import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../context.ts';
import { parseDefinition } from './definition/rules.ts';
import type { ServiceDefinition } from './definition/service.ts';
import { currentVersion, insertVersion } from './store.ts';

const shipped = path.join(import.meta.dirname, 'services');

/**
 * Publishes the services that come with the product: a new version of each whose file has changed since the current one.
 * Repeating it, also in several processes at once, changes nothing. Returns the slugs with a new version.
 * @throws Error that lists every mistake of every file.
 */
export async function loadShippedServices(ctx: Context, folder = shipped): Promise<string[]> {
  const definitions = await readDefinitions(folder);
  const published: string[] = [];
  for (const definition of definitions) if (await publish(ctx, definition)) published.push(definition.slug);
  return published;
}

/** Reads and checks every definition of a folder; a file is named after its service. */
export async function readDefinitions(folder = shipped): Promise<ServiceDefinition[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const mistakes: string[] = [];
  const definitions: ServiceDefinition[] = [];
  for (const file of files) {
    const check = parseDefinition(parseJson(await readFile(path.join(folder, file), 'utf8')));
    if (!check.ok) mistakes.push(...check.mistakes.map((mistake) => `${file}: ${mistake}`));
    else if (`${check.definition.slug}.json` !== file)
      mistakes.push(`${file}: slug «${check.definition.slug}» не совпадает с именем файла`);
    else definitions.push(check.definition);
  }
  if (mistakes.length > 0) throw new Error(`Ошибки в описаниях услуг:\n${mistakes.join('\n')}`);
  return definitions;
}

/** Publishes a checked definition unless it is the current one already. */
async function publish(ctx: Context, definition: ServiceDefinition): Promise<boolean> {
  const text = JSON.stringify(definition);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const { slug } = definition;
  if ((await currentVersion(ctx, slug))?.sha256 === sha256) return false;
  return ctx.transaction(async (tx) => {
    const current = await currentVersion(tx, slug);
    if (current?.sha256 === sha256) return false;
    const version = (current?.version ?? 0) + 1;
    const stored = await insertVersion(tx, { slug, version, definition: text, sha256 });
    if (stored) await tx.audit.record({ act: 'service.published', subject: slug, details: { version, sha256 } });
    return stored;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
