import { isIP } from 'node:net';

import { checkNumber } from '../../platform/values/public-number.ts';
import type { ActKind } from './acts.ts';

/** What a person asks of their journal; times in UTC ms, both borders belong to it. */
export type JournalFilter = Readonly<{ kind?: ActKind; from?: number; to?: number }>;

/** An address as its owner recognises it, and too little for a stranger: «203.0.113.···», «2001:db8:85a3:···»; '' for none. */
export function maskAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (plain === '::1' || plain.startsWith('127.')) return 'этот компьютер';
  if (isIP(plain) === 4) return plain.replace(/\.\d+$/, '.···');
  if (isIP(plain) !== 6) return '';
  const [head = ''] = plain.split('::');
  const groups = head.split(':').filter(Boolean).slice(0, 3);
  return `${groups.join(':')}:···`;
}

/** Whether a subject is a number made for people, which they may see and look up: «44-2026-000123-3». */
export function isPublicNumber(subject: string): boolean {
  const checked = checkNumber(subject);
  return checked.ok && checked.value === subject;
}
