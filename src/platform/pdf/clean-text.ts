/**
 * A copy of a model in which every text can be set: NFC, line ends as \n, tabs as spaces, without control and invisible
 * characters, which no font has. Numbers and flags stay.
 */
export function cleanTexts<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map(cleanTexts) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cleanTexts(entry)])) as T;
}

function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\n\P{Cc}]|\p{Cf}|\p{Co}|\p{Cn}/gu, '')
    .trimEnd();
}
