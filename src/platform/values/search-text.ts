/** Text made equal for comparing and searching: NFKC, lower case, ё as е, one space between words, nothing invisible. */
export function searchText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/** The words of a text in the form of `searchText`: runs of letters and digits, inner hyphens taken as breaks. */
export function searchWords(text: string): string[] {
  return searchText(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
