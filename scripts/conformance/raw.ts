import { holdsBare } from '../../src/pki/index.ts';

/** One line as it stands in the file. */
type Line = Readonly<{
  id: string | number;
  algorithm: string;
  hash?: string;
  saltLength?: number;
  key: string;
  message: string;
  signature: string;
}>;

/** Judges bare signatures, one JSON object a line: `id valid` or `id invalid` for each. Throws for a line that names no id. */
export function judgeRaw(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { id, ...parts } = JSON.parse(line) as Line;
      if (typeof id !== 'string' && typeof id !== 'number') throw new Error(`a line without id: ${line.slice(0, 80)}`);
      return `${id} ${isValid(parts) ? 'valid' : 'invalid'}`;
    });
}

function isValid({ algorithm, hash, saltLength, ...parts }: Omit<Line, 'id'>): boolean {
  const [key, message, signature] = [base64(parts.key), hex(parts.message), hex(parts.signature)];
  if (!key || !message || !signature) return false;
  const options = { ...(hash !== undefined && { hash }), ...(saltLength !== undefined && { saltLength }) };
  return holdsBare({ algorithm, ...options, key, message, signature });
}

/** Node passes over what does not belong; here it makes the line invalid. */
function hex(text: unknown): Buffer | undefined {
  const whole = typeof text === 'string' && /^(?:[0-9a-f]{2})*$/i.test(text);
  return whole ? Buffer.from(text, 'hex') : undefined;
}

function base64(text: unknown): Buffer | undefined {
  const whole = typeof text === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
  return whole ? Buffer.from(text, 'base64') : undefined;
}
