import { accept, firstLetter, refuse, singleLine, type Checked } from './check.ts';

export type PersonName = Readonly<{ lastName: string; firstName: string; patronymic?: string | null | undefined }>;
export type NamePart = 'lastName' | 'firstName' | 'patronymic';

const WORDS: Record<NamePart, { enter: string; title: string }> = {
  lastName: { enter: 'Введите фамилию', title: 'Фамилия' },
  firstName: { enter: 'Введите имя', title: 'Имя' },
  patronymic: { enter: 'Введите отчество', title: 'Отчество' },
};
const HARD_SPACE = '\u00A0';
const MAX_LENGTH = 100;

/**
 * Checks one part of a person's name as in a document; the value has single spaces, «-» and «'». Letters are Cyrillic
 * (of any people of Russia) or Latin, never both in one word: such words only look equal and are never found again.
 * Whether a part may be absent (отчество) is for the caller to decide.
 */
export function checkPersonName(text: string, part: NamePart): Checked {
  const { enter, title } = WORDS[part];
  const value = singleLine(text)
    .replace(/\s?[\p{Pd}\u2212]\s?/gu, '-')
    .replace(/[’ʼ‘`´′]/g, "'");
  if (value === '') return refuse(enter);
  if (value.length > MAX_LENGTH) return refuse(`${title}: не длиннее ${MAX_LENGTH} знаков`);
  if (/\d/.test(value)) return refuse(`${title}: цифр быть не должно`);
  if (!/^[\p{Script=Cyrillic}\p{Script=Latin}\p{M}' -]+$/u.test(value)) {
    return refuse(`${title}: можно только буквы, дефис, апостроф и пробел`);
  }
  if (!/^\p{L}/u.test(value) || !/[\p{L}\p{M}']$/u.test(value) || /[-']{2}/.test(value)) {
    return refuse(`${title}: проверьте дефисы и апострофы`);
  }
  const mixed = value.split(/[ -]/).find(isMixed);
  if (mixed !== undefined) return refuse(`${title}: в слове «${mixed}» русские буквы смешаны с латинскими`);
  return accept(value);
}

/**
 * Parts whose letters are of the other alphabet than the surname's, with words for each: a keyboard left in Latin for one
 * field. A document has one alphabet throughout.
 */
export function otherAlphabet({ lastName, ...rest }: PersonName): Readonly<{ part: NamePart; message: string }>[] {
  const parts = Object.entries(rest) as ['firstName' | 'patronymic', string | null | undefined][];
  return parts
    .filter(([, value]) => value && isLatin(value) !== isLatin(lastName))
    .map(([part, value]) => {
      const [here, there] = isLatin(value ?? '') ? ['латинские', 'русские'] : ['русские', 'латинские'];
      return { part, message: `${WORDS[part].title}: буквы здесь ${here}, а в фамилии ${there}. Проверьте раскладку` };
    });
}

/** «Лебедев Сергей Анатольевич». */
export function fullName(name: PersonName): string {
  return [name.lastName, name.firstName, name.patronymic].filter(Boolean).join(' ');
}

/** «Сергей Лебедев», as the header greets. */
export function callName(name: PersonName): string {
  return `${name.firstName} ${name.lastName}`;
}

/** «Лебедев С. А.», with hard spaces (U+00A0), so that initials stay beside the surname. */
export function shortName(name: PersonName): string {
  const initials = [name.firstName, name.patronymic].filter(Boolean).map((part) => `${firstLetter(part ?? '')}.`);
  return [name.lastName, ...initials].join(HARD_SPACE);
}

function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text);
}

function isMixed(word: string): boolean {
  return /\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word);
}
