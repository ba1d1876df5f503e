import { holdsBare } from '../../src/pki/index.ts';

/**
 * Judges bare signatures, one JSON object a line: `id valid` or `id invalid` for each, in their order. Whatever else a line may hold, it is
 * `invalid`; one that tells no id, or one that would not stay in its line, goes by its number, `#3`. Empty lines are no lines.
 */
export function judgeRaw(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parts = read(line);
    return [`${idOf(parts['id']) ?? `#${index + 1}`} ${isValid(parts) ? 'valid' : 'invalid'}`];
  });
}

/** An id as it is printed; one of several lines could pass itself off as another's verdict. */
function idOf(id: unknown): string | number | undefined {
  return typeof id === 'number' || (typeof id === 'string' && /^.+$/.test(id)) ? id : undefined;
}

/** The members of a line's object: none when it is anything else. */
function read(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line.trim());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isValid({ algorithm, hash, saltLength, ...parts }: Readonly<Record<string, unknown>>): boolean {
  const [key, message, signature] = [base64(parts['key']), hex(parts['message']), hex(parts['signature'])];
  if (typeof algorithm !== 'string' || !key || !message || !signature) return false;
  if (!isLeftOut(hash) && typeof hash !== 'string') return false;
  if (!isLeftOut(saltLength) && typeof saltLength !== 'number') return false;
  const options = { ...(!isLeftOut(hash) && { hash }), ...(!isLeftOut(saltLength) && { saltLength }) };
  return holdsBare({ algorithm, ...options, key, message, signature });
}

function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Node passes over what does not belong; here it makes the line invalid. */
function hex(text: unknown): Buffer | undefined {
  const whole = typeof text === 'string' && text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text);
  return whole ? Buffer.from(text, 'hex') : undefined;
}

function base64(text: unknown): Buffer | undefined {
  const whole = typeof text === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
  return whole ? Buffer.from(text, 'base64') : undefined;
}
