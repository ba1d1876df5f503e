import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';

const folder = path.join(import.meta.dirname, '../transcripts');

/**
 * Compares a text with the file of this name, which was read by people when it was written. `TRANSCRIPTS=write npm test -- …`
 * writes the files anew; what changed is then for a person to read.
 */
export function expectGolden(name: string, text: string): void {
  const file = path.join(folder, `${name}.txt`);
  if (process.env['TRANSCRIPTS'] === 'write') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
  expect({ name, heard: text }).toEqual({
    name,
    heard: existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : null,
  });
}
