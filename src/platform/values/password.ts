import { LATIN_WORDS, RUSSIAN_WORDS } from './common-passwords.ts';
import { isIsoDate } from './date.ts';
import { inLatinLayout, transliterate } from './keyboard.ts';

export type PasswordRules = Readonly<{
  /** Fewest characters. */
  minLength: number;
  /** What strangers may know of the person: names, date of birth (ISO), phone, e-mail, passport… */
  ownData?: readonly string[];
  /** Words of this deployment, such as the region's name. */
  forbiddenWords?: readonly string[];
}>;

const STRONG_LENGTH = 12;
const RUN = 4;
/** A common word spoils a password unless at least so many other characters stand beside it. */
const ENOUGH_BESIDE = 8;
/** Alphabets, keyboard rows with and without Shift, and the slanting columns under the digits. */
const ROWS = `01234567890 abcdefghijklmnopqrstuvwxyz абвгдеёжзийклмнопрстуфхцчшщъыьэюя абвгдежзийк
  qwertyuiop[] asdfghjkl;' zxcvbnm,./ йцукенгшщзхъ фывапролджэ ячсмитьбю !@#$%^&*() !"№;%:?*()
  1qaz2wsx3edc4rfv 1йфя2цыч3увс4кам`.split(/\s+/);
const COMMON = new Set([...LATIN_WORDS, ...RUSSIAN_WORDS.flatMap(spellings)].filter((word) => word.length > 3));

/**
 * Why a password is not accepted: Russian sentences for a list under the field, empty when all is well. None of them repeats
 * any part of the password. Rules: features «Settled», passwords.
 */
export function passwordProblems(password: string, rules: PasswordRules): string[] {
  const text = password.normalize('NFC');
  const plain = text.toLowerCase().replace(/ё/g, 'е');
  const problems: [boolean, string][] = [
    [lengthOf(text) < rules.minLength, `Нужно не меньше ${rules.minLength} знаков`],
    [!/\p{Ll}/u.test(text), 'Добавьте маленькую букву'],
    [!/\p{Lu}/u.test(text), 'Добавьте большую букву'],
    [!/\p{Nd}/u.test(text), 'Добавьте цифру'],
    [!/[^\p{L}\p{N}\s]/u.test(text), 'Добавьте знак вроде ! или №'],
    [/(.)\1\1/su.test(text), 'Не повторяйте один знак три раза подряд'],
    [hasRun(text.toLowerCase()), 'Не ставьте рядом четыре знака по порядку, как 1234, abcd или йцук'],
    [hasCommonWord(plain, rules.forbiddenWords ?? []), 'Не стройте пароль на частом слове или имени'],
    [hasOwnData(plain, rules.ownData ?? []), 'Не используйте свои данные: имя, дату рождения, телефон, почту'],
  ];
  return problems.filter(([found]) => found).map(([, message]) => message);
}

const ADD = 'Добавьте ';

/** The problems as a few sentences for one place: what is to be added stands in one of them. */
export function passwordAdvice(problems: readonly string[]): string {
  const add = problems.filter((problem) => problem.startsWith(ADD)).map((problem) => problem.slice(ADD.length));
  const others = problems.filter((problem) => !problem.startsWith(ADD));
  const last = add.pop();
  const list = last === undefined ? [] : [ADD + (add.length === 0 ? last : `${add.join(', ')} и ${last}`)];
  return [...list, ...others].join('. ');
}

/** Whether an accepted password deserves the mark «надёжный»: 12 characters and more. */
export function isStrong(password: string): boolean {
  return lengthOf(password.normalize('NFC')) >= STRONG_LENGTH;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Four neighbours of an alphabet or of a keyboard row, in either direction. */
function hasRun(text: string): boolean {
  const backwards = Array.from(text).toReversed().join('');
  for (let at = 0; at + RUN <= text.length; at += 1) {
    const [piece, mirrored] = [text.slice(at, at + RUN), backwards.slice(at, at + RUN)];
    if (ROWS.some((row) => row.includes(piece) || row.includes(mirrored))) return true;
  }
  return false;
}

function hasCommonWord(plain: string, forbidden: readonly string[]): boolean {
  const own = forbidden.flatMap((word) => spellings(normal(word))).filter((word) => word.length > 3);
  const readings = [plain, unmask(plain, LATIN_MASKS), unmask(plain, RUSSIAN_MASKS)];
  const spoils = (word: string) =>
    readings.some((text) => text.includes(word) && plain.length - word.length < ENOUGH_BESIDE);
  return own.some(spoils) || Array.from(COMMON).some(spoils);
}

function hasOwnData(plain: string, ownData: readonly string[]): boolean {
  const digits = plain.replace(/\D/g, '');
  return ownData.some((datum) => pieces(datum).some((piece) => (/^\d+$/.test(piece) ? digits : plain).includes(piece)));
}

/** What of a datum may turn up in a password: its words, the tails of its numbers, the spellings of its date. */
function pieces(datum: string): string[] {
  if (isIsoDate(datum)) {
    const [year = '', month, day] = datum.split('-');
    return [year, `${day}${month}${year}`, `${day}${month}${year.slice(2)}`, `${year}${month}${day}`];
  }
  const text = normal(datum);
  if (!/\p{L}/u.test(text)) {
    const number = text.replace(/\D/g, '');
    return number.length < 4 ? [] : [number, number.slice(-10), number.slice(-7), number.slice(-6)];
  }
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !MAIL_WORDS.includes(word));
  return words.flatMap(spellings).filter((word) => word.length > 2);
}

/** Parts of almost every address: nobody's own data. */
const MAIL_WORDS = ['com', 'net', 'org', 'mail', 'gmail', 'yandex', 'www'];
const LATIN_MASKS: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const RUSSIAN_MASKS: Record<string, string> = { 0: 'о', 3: 'з', 4: 'ч', 6: 'б', '@': 'а' };

function unmask(text: string, masks: Record<string, string>): string {
  return Array.from(text, (sign) => masks[sign] ?? sign).join('');
}

function normal(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/ё/g, 'е');
}

function spellings(word: string): string[] {
  return [word, transliterate(word), inLatinLayout(word)];
}
