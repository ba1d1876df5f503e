const hardSpace = '\u00A0';

/** What must not be parted from the word after it: short prepositions, conjunctions and particles, №, forms of organisations and usual abbreviations. */
const words = '[авикосуя]|во|да|до|за|из|ко|на|не|ни|но|об|от|по|со|[№§]|ООО|ИП|АО|ПАО|АНО';
const abbreviations = '(?:г|ул|пл|пр|пер|д|корп|стр|кв|обл)\\.';
const before = `(?<![\\p{L}\\d-])(?:${words}|${abbreviations})`;
/** A count and its noun, but neither the end of a longer number nor a date. */
const count = '(?<![\\p{L}\\d.,:/-])\\d{1,4}';

const parted = new RegExp(
  [
    `(?<=${before}) (?=[\\p{L}\\d«])`,
    ' (?=[—·→](?:\\s|$))',
    `(?<=${count}) (?=[а-яё])`,
    '(?<=\\d{2}\\.\\d{2}\\.\\d{4}) (?=\\d{2}:\\d{2})',
  ].join('|'),
  'giu',
);

/**
 * The text with hard spaces where Russian typesetting lets no line end: after words of one or two letters, after № and
 * abbreviations, between a count and its noun and between date and time, before a dash or the dot that parts two facts.
 * Nothing else changes. Source: Мильчин, Чельцова, «Справочник издателя и автора».
 */
export function typeset(text: string): string {
  return text.replace(parted, hardSpace);
}
