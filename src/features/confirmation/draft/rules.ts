import { formatDepartmentCode } from '../../../platform/values/passport.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import { identityFields, type IdentityField } from '../rules.ts';

/** The form as it was typed, mistakes and all, by the names of its inputs. */
export type Typed = Readonly<Record<string, string>>;

const dates: readonly IdentityField[] = ['birthDate', 'passportIssuedOn'];
const parts = ['day', 'month', 'year'] as const;
const longest = 1000;

/** Every input of the form; a date has three. */
export const inputNames: readonly string[] = identityFields.flatMap((field) =>
  dates.includes(field) ? parts.map((part) => `${field}-${part}`) : [field],
);

/** Keeps of a body what the form asks for, so that nothing typed is lost; unknown fields are not kept. */
export function pickTyped(body: unknown): Typed {
  const given = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const kept = inputNames.flatMap((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value === 'string' ? [[name, value.slice(0, longest)] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** What is known already, as if it had been typed. */
export function typedOf(known: Partial<Readonly<Record<IdentityField, string | null>>>): Typed {
  const typed: Record<string, string> = {};
  for (const field of identityFields) {
    const value = known[field];
    if (value === undefined || value === null) continue;
    if (!dates.includes(field)) typed[field] = shown(field, value);
    else value.split('-').forEach((text, at) => (typed[`${field}-${parts[2 - at] ?? ''}`] = text));
  }
  return typed;
}

function shown(field: IdentityField, value: string): string {
  if (field === 'snils') return formatSnils(value);
  return field === 'passportDepartment' ? formatDepartmentCode(value) : value;
}
