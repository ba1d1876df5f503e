import { NotFound } from '../errors.ts';
import type { Policy } from './policy.ts';

/** A row id or another UUID in its usual spelling. */
export const idParam = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A number made for people: `44-2026-000123-7`, letters of the kind allowed in front. */
export const numberParam = /^[0-9A-ZА-Я]{1,8}(?:-[0-9A-ZА-Я]{1,12}){1,4}$/;
export const slugParam = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** 256 bits in base64url, as `random.token()` makes them. */
export const tokenParam = /^[A-Za-z0-9_-]{43}$/;
export const codeParam = /^[A-Za-z0-9-]{1,40}$/;

const usual: Readonly<Record<string, RegExp>> = {
  id: idParam,
  number: numberParam,
  slug: slugParam,
  token: tokenParam,
  code: codeParam,
};

export type ParamPatterns = readonly (readonly [name: string, pattern: RegExp])[];

/**
 * The pattern of every parameter in a path: the policy's own, or the usual one of its name (`:fileId` is an `:id`, too).
 * @throws for a parameter that has none, so that no handler ever sees an unchecked one.
 */
export function patternsOf(path: string, policy: Policy): ParamPatterns {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const pattern = policy.params?.[name] ?? usual[name] ?? (name.endsWith('Id') ? idParam : undefined);
    if (pattern === undefined) throw new Error(`${path}: parameter :${name} has no pattern`);
    return [name, pattern] as const;
  });
}

/** @throws NotFound for a malformed parameter: the answer is that of a missing record. */
export function checkParams(patterns: ParamPatterns, params: Readonly<Record<string, unknown>>): void {
  for (const [name, pattern] of patterns) {
    const value = params[name];
    if (typeof value !== 'string' || value.length > 200 || !pattern.test(value)) throw new NotFound();
  }
}
