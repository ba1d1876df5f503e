import { domainToASCII, domainToUnicode } from 'node:url';
import { accept, firstLetter, refuse, type Checked } from './check.ts';

const EMPTY = 'Введите адрес электронной почты, например anna@example.ru';
const FORM = 'Проверьте адрес электронной почты. Он выглядит, например, так: anna@example.ru';
/** Letters and digits of any script and the signs that RFC 5322 allows outside quotes. */
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Checks an e-mail address; the value is lower-case with its domain in ASCII («пример.рф» → «xn--e1afmkfd.xn--p1ai»), so that
 * equal addresses are equal texts. At most 64 bytes before the sign @ and 254 in all (RFC 5321).
 */
export function checkEmail(text: string): Checked {
  const typed = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (typed === '') return refuse(EMPTY);
  if (/\s/.test(typed)) return refuse('В адресе электронной почты не бывает пробелов');
  const at = typed.lastIndexOf('@');
  if (at < 0) return refuse('В адресе электронной почты нужен знак @, например anna@example.ru');
  const local = typed.slice(0, at).toLowerCase();
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase();
  const value = `${local}@${domain}`;
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(value) > 254)
    return refuse('Этот адрес слишком длинный: так почта его не примет');
  if (!LOCAL.test(local) || !DOMAIN.test(domain)) return refuse(FORM);
  return accept(value);
}

/** The address as its owner writes it, with a Russian domain in Russian letters. */
export function formatEmail(value: string): string {
  const at = value.lastIndexOf('@');
  const domain = domainToUnicode(value.slice(at + 1));
  return domain === '' ? value : `${value.slice(0, at)}@${domain}`;
}

/** «a···@example.ru»: enough for its owner to recognise, too little for a stranger. */
export function maskEmail(value: string): string {
  const shown = formatEmail(value);
  return `${firstLetter(shown)}···${shown.slice(shown.lastIndexOf('@'))}`;
}
