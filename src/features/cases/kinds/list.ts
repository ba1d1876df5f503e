import type { CaseKind } from '../rules.ts';
import { applicationKind } from './application.ts';
import { confirmationKind } from './confirmation.ts';

/** Every kind of case, by code. They are plain data, so a new one is a file and a line here. */
const kinds = { application: applicationKind, confirmation: confirmationKind } as const;

export type KindCode = keyof typeof kinds;
export const kindCodes = Object.keys(kinds) as KindCode[];

export function kindOf(code: KindCode): CaseKind {
  return kinds[code];
}

/** Stands for the department of the kinds that belong to none. */
export const wholePortal = 'portal';
