import type { Field, FieldSet, Group, Item } from './fields.ts';
import type { ServiceDefinition } from './service.ts';

/** A field where it stands: its path in the file, and the group whose items repeat it. */
export type PlacedField = Readonly<{ field: Field; path: string; group: Group | null }>;

function placed(item: Field | FieldSet, path: string, group: Group | null): PlacedField[] {
  if (item.type !== 'set') return [{ field: item, path, group }];
  return item.parts.map((field, n) => ({ field, path: `${path}.parts[${n}]`, group }));
}

/** The fields of one item of a page, those of a set or a group included, with their paths. */
export function placedFields(item: Item, path: string): PlacedField[] {
  if (item.type !== 'group') return placed(item, path, null);
  return item.fields.flatMap((inner, n) => placed(inner, `${path}.fields[${n}]`, item));
}

/** Every field of a definition in the order in which it is asked. */
export function allFields(definition: ServiceDefinition): PlacedField[] {
  return definition.pages.flatMap((page, p) =>
    page.fields.flatMap((item, i) => placedFields(item, `pages[${p}].fields[${i}]`)),
  );
}

/** Every repeated group of a definition. */
export function allGroups(definition: ServiceDefinition): Group[] {
  return definition.pages.flatMap((page) => page.fields.filter((item) => item.type === 'group'));
}

/** {{name}} in a text. */
export const placeholder = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Names inside {{…}} in the order in which they stand. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '');
}
