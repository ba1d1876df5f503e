const longest = 150;

/**
 * A file's name as it may be stored, shown and offered for saving: one line of NFC text without path, control and
 * direction marks, at most 150 characters with its extension kept. «файл» when nothing is left.
 */
export function cleanFileName(given: string): string {
  const name = bounded(given)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ');
  const letters = withoutEnds(Array.from(name), '. ');
  if (letters.length === 0) return 'файл';
  if (letters.length <= longest) return letters.join('');
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(letters.slice(-9).join(''))?.[0] ?? '';
  return letters.slice(0, longest - extension.length).join('') + extension;
}

/** Normalising takes time quadratic in the marks of a letter, so a name without end loses its middle. */
function bounded(name: string): string {
  return (name.length > 4_000 ? name.slice(0, 3_990) + name.slice(-10) : name).toWellFormed();
}

/** The letters without those of `signs` that stand at either end. */
function withoutEnds(letters: readonly string[], signs: string): readonly string[] {
  const first = letters.findIndex((letter) => !signs.includes(letter));
  const last = letters.findLastIndex((letter) => !signs.includes(letter));
  return first === -1 ? [] : letters.slice(first, last + 1);
}

/** Content-Disposition with a Cyrillic name by RFC 6266 and RFC 8187, and a plain one for the old. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const clean = cleanFileName(name);
  const plain = clean.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
