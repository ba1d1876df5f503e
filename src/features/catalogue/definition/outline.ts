import type { Field, FieldSet, Group, Item } from './fields.ts';
import type { ServiceDefinition } from './service.ts';

/** A field where it stands: its path in the file, and the group whose items repeat it. */
export type PlacedField = Readonly<{ field: Field; path: string; group: Group | null }>;

function fieldsOf(items: readonly (Field | FieldSet)[], path: string, group: Group | null): PlacedField[] {
  return items.flatMap((item, index) => {
    const here = `${path}[${index}]`;
    if (item.type !== 'set') return [{ field: item, path: here, group }];
    return item.parts.map((part, n) => ({ field: part, path: `${here}.parts[${n}]`, group }));
  });
}

/** The fields of one item of a page, those of a set or a group included, with their paths. */
export function placedFields(item: Item, path: string): PlacedField[] {
  return item.type === 'group'
    ? fieldsOf(item.fields, `${path}.fields`, item)
    : fieldsOf([item], '', null).map((placed) => ({ ...placed, path: path + placed.path.slice(3) }));
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

/** Names inside {{…}} in the order in which they stand. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map((match) => match[1] ?? '');
}
