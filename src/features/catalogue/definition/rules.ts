import type { z } from 'zod';
import { mistakesOfReference } from './references.ts';
import { service, type ServiceDefinition } from './service.ts';

export type DefinitionCheck = Readonly<
  { ok: true; definition: ServiceDefinition } | { ok: false; mistakes: readonly string[] }
>;

/**
 * Reads a definition of a service from parsed JSON. Gives it with its defaults filled in, or every mistake at once,
 * each as «path: words» in Russian for whoever wrote the file. Cross-references are looked at once the shape is right.
 */
export function parseDefinition(json: unknown): DefinitionCheck {
  const shape = service.safeParse(json, { error: wordsFor });
  if (!shape.success) return { ok: false, mistakes: shape.error.issues.flatMap((issue) => linesFor(issue)) };
  const mistakes = mistakesOfReference(shape.data);
  return mistakes.length === 0 ? { ok: true, definition: shape.data } : { ok: false, mistakes };
}

/** Russian words for what zod found; its own are kept where a rule brought them. */
function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'не указано' : `ожидается ${String(issue.expected)}`;
    case 'unrecognized_keys':
      return `лишнее: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `допускается только: ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'не подходит ни под один допустимый вид';
    case 'too_small':
      return issue.origin === 'string' ? 'пусто' : `слишком мало: нужно не меньше ${String(issue.minimum)}`;
    case 'too_big':
      return `слишком много: допускается до ${String(issue.maximum)}`;
    case 'invalid_format':
      return typeof issue.pattern === 'string' ? 'не подходит по виду' : undefined;
    default:
      return undefined;
  }
}

/** Of the branches of a union the one that its author meant: no fixed value is missed, and the mistakes are fewest. */
function linesFor(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [`${pathWords(path)}: ${issue.message}`];
  const distance = (branch: readonly z.core.$ZodIssue[]) =>
    branch.length + (branch.some(({ code }) => code === 'invalid_value') ? 100 : 0);
  const [closest] = [...issue.errors].sort((a, b) => distance(a) - distance(b));
  return (closest ?? []).flatMap((inner) => linesFor(inner, path));
}

function pathWords(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return words.replace(/^\./, '') || 'определение';
}
