/**
 * The Russian form that goes with a number: `plural(5, 'день', 'дня', 'дней')` → «дней». Fractions take the second form.
 * Returns the word alone; `counted` puts the number before it.
 */
export function plural(n: number, one: string, few: string, many: string): string {
  if (!Number.isInteger(n)) return few;
  const tens = Math.abs(n) % 100;
  const units = tens % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units > 1 && units < 5 ? few : many;
}

/** «5 дней»: number, hard space, word. */
export function counted(n: number, one: string, few: string, many: string): string {
  return `${groupDigits(n)}\u00A0${plural(n, one, few, many)}`;
}

/** «12 345,6» from a number: hard spaces between thousands, a decimal comma, a true minus. */
export function groupDigits(n: number): string {
  const [whole = '', fraction] = String(Math.abs(n)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00A0');
  return `${n < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}
