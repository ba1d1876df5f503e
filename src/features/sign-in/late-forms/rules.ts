import type { LateForm } from '../../../http/ports.ts';

/** How long a form is kept, in ms: half an hour. */
export const lateTerm = 1_800_000;

/** A form that came after its session had ended, as it is kept; `at` is when it came. */
export type KeptForm = Readonly<{ id: string; path: string; at: number; fields: readonly KeptField[] }>;

export type KeptField = Readonly<{ name: string; value: string }>;

/** The fields to send again, one by one. Passwords and codes are kept nowhere: the form will ask for them anew. */
export function keptFields(body: LateForm['body']): KeptField[] {
  return Object.entries(body)
    .filter(([name]) => !/password|^current$|^code$/i.test(name))
    .flatMap(([name, value]) => [value].flat().map((text) => ({ name, value: text })));
}
