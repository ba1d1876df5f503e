import type { ServiceDefinition } from '../../catalogue/index.ts';

export type Ground = Readonly<{ code: string; text: string }>;

/** Every ground on which the service may be refused: at acceptance and on its merits. */
export function groundsOf({ refusals }: Pick<ServiceDefinition, 'refusals'>): readonly Ground[] {
  return [...refusals.acceptance, ...refusals.granting];
}

/** The ground of a code, or null when the service has none such. */
export function groundOf(definition: Pick<ServiceDefinition, 'refusals'>, code: string | null): Ground | null {
  return groundsOf(definition).find((ground) => ground.code === code) ?? null;
}

/** What the refusal says when nobody answered in time. */
export const termPassed = {
  code: 'TERM-PASSED',
  text: 'Вы не прислали документы в срок',
} as const;
