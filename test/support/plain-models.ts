import type { Views } from '../../src/http/views.ts';

/** Refuses models that JSON would not show whole: pages are remembered by them, so two such could be taken for equal. */
export function demandPlain(views: Views): Views {
  return {
    ...views,
    page(template, model) {
      demand(model, template);
      return views.page(template, model);
    },
  };
}

function demand(value: unknown, at: string): void {
  if (value === null || value === undefined || ['string', 'boolean'].includes(typeof value)) return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object' || !isPlain(value)) throw new Error(`${at} is no plain data, but ${typeof value}`);
  for (const [key, inner] of Object.entries(value)) demand(inner, `${at}.${key}`);
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
