/** Texts that people wrote, one after the other, each closed with a full stop where it has no mark of its own. */
export function sentences(...texts: readonly (string | null | undefined)[]): string {
  return texts
    .map((text) => text?.trim() ?? '')
    .filter(Boolean)
    .map((text) => (/[.!?…]»?$/u.test(text) ? text : `${text}.`))
    .join(' ');
}

/** «Пришлите справку целиком»: the words of another in guillemets; the full stop that ended them goes outside. */
export function quoted(text: string): string {
  return `«${text.trim().replace(/\.$/u, '')}»`;
}
