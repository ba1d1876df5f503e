const RUSSIAN_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const LETTERS = 'абвгдезийклмнопрстуфхцчшщъыьэюя';
const SOUNDS = 'a b v g d e z i y k l m n o p r s t u f h c ch sh sch _ y _ e yu ya'.split(' ');
const LATIN_OF: Record<string, string> = { ж: 'zh', ё: 'e' };
for (const [at, letter] of Array.from(LETTERS).entries()) LATIN_OF[letter] = (SOUNDS[at] ?? '').replace('_', '');

/** What comes out when Russian words (lower-case) are typed with the keyboard left in the Latin layout: «пароль» → «gfhjkm». */
export function inLatinLayout(text: string): string {
  return Array.from(text, (sign) => {
    const key = RUSSIAN_KEYS.indexOf(sign);
    return key < 0 ? sign : (LATIN_KEYS[key] ?? sign);
  }).join('');
}

/** What was meant by Latin keys pressed in place of Russian ones (lower-case): «gfhjkm» → «пароль». Helps searches. */
export function inRussianLayout(text: string): string {
  return Array.from(text, (sign) => {
    const key = LATIN_KEYS.indexOf(sign);
    return key < 0 ? sign : (RUSSIAN_KEYS[key] ?? sign);
  }).join('');
}

/** Russian letters (lower-case) in the Latin ones that people use for them: «щука» → «schuka». For guessing, not for papers. */
export function transliterate(text: string): string {
  return Array.from(text, (sign) => LATIN_OF[sign] ?? sign).join('');
}
