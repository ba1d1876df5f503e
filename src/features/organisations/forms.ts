import { idParam } from '../../http/params.ts';

/** The switch of cabinets: `party` is `person`, an organisation's id, or null for what can be neither; `next` the page to stay on. */
export function parseActing(body: unknown): { party: string | null; next: unknown } {
  const { party = 'person', next } = (body ?? {}) as Record<string, unknown>;
  const known = typeof party === 'string' && (party === 'person' || idParam.test(party));
  return { party: known ? party : null, next };
}
