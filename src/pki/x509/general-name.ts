import type { Element } from '../der/element.ts';
import { only } from '../der/fields.ts';
import { context } from '../der/tags.ts';
import { damaged } from '../failure.ts';
import { readName, type Name } from './name.ts';

/** One GeneralName (RFC 5280 section 4.2.1.6). The kinds that nothing here looks into keep their tag and their exact octets. */
export type GeneralName =
  | Readonly<{ kind: 'mail' | 'dns' | 'uri'; text: string }>
  | Readonly<{ kind: 'directory'; name: Name }>
  | Readonly<{ kind: 'ip'; octets: Buffer }>
  | Readonly<{ kind: 'other'; tag: number; octets: Buffer }>;

const texts: Readonly<Record<number, 'mail' | 'dns' | 'uri'>> = {
  [context(1, 'primitive')]: 'mail',
  [context(2, 'primitive')]: 'dns',
  [context(6, 'primitive')]: 'uri',
};

const others: ReadonlySet<number> = new Set([context(0), context(3), context(5), context(8, 'primitive')]);

/** More names than anyone has: comparing each with each must stay cheap. */
const MAX_NAMES = 1_000;

/** Reads a GeneralName by its tag; throws SIG-DAMAGED. */
export function readGeneralName(element: Element): GeneralName {
  const { tag, content: octets } = element;
  const kind = texts[tag];
  if (kind) return { kind, text: ascii(octets) };
  if (tag === context(4)) return { kind: 'directory', name: readName(only(element)) };
  if (tag === context(7, 'primitive')) return { kind: 'ip', octets };
  if (!others.has(tag)) throw damaged('a name of an unknown kind');
  return { kind: 'other', tag, octets };
}

/** GeneralNames, whatever tag they stand under; throws SIG-DAMAGED for none and for too many. */
export function readGeneralNames(element: Element): GeneralName[] {
  const names = element.children;
  if (names.length === 0 || names.length > MAX_NAMES) throw damaged('no names, or too many');
  return names.map(readGeneralName);
}

/** Equal for two names exactly when they are the same: addresses to the letter, directory names by RFC 5280 section 7.1. */
export function comparable(name: GeneralName): string {
  if (name.kind === 'directory') return `directory ${name.name.canonical}`;
  if (name.kind === 'ip') return `ip ${name.octets.toString('hex')}`;
  if (name.kind === 'other') return `${name.tag} ${name.octets.toString('hex')}`;
  return `${name.kind} ${name.text}`;
}

function ascii(octets: Buffer): string {
  if (octets.some((octet) => octet > 0x7f)) throw damaged('a letter outside ASCII');
  return octets.toString('latin1');
}
