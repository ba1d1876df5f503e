/** Soft hyphens, joiners, marks of direction, variation selectors, controls: RFC 4518 section 2.2 maps them to nothing. */
const NOTHING =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- the standard names these very characters
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u06DD\u070F\u1806\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2063\u206A-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFC\u{1D173}-\u{1D17A}\u{E0001}\u{E0020}-\u{E007F}]/gu;

/** Tabs, ends of line and every kind of space count as one space. */
const SPACES = /[\s\u0085\p{Z}]+/gu;

/**
 * Prepares a text for comparison by RFC 4518 section 2, as RFC 5280 section 7.1 wants it for names: what does not show is dropped,
 * letters are folded and brought into compatible form, spare spaces go. Two texts are the same when the results are.
 */
export function prepare(text: string): string {
  return fold(text.replace(NOTHING, '').replace(SPACES, ' ')).normalize('NFKC').replace(SPACES, ' ').trim();
}

/** Case folding of RFC 3454 table B.2: letters that have no partner are written out, and compatible forms are folded as well. */
function fold(text: string): string {
  const lower = text.toLowerCase().normalize('NFKC').toLowerCase();
  return lower.replaceAll('ß', 'ss').replaceAll('ς', 'σ');
}
