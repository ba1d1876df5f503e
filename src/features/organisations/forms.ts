/** The switch of cabinets: `party` is `person` or an organisation's id, `next` the page to stay on. */
export function parseActing(body: unknown): { party: string; next: unknown } {
  const { party, next } = (body ?? {}) as Record<string, unknown>;
  return { party: typeof party === 'string' ? party.slice(0, 36) : 'person', next };
}
