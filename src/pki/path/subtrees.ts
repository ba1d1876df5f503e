import type { GeneralName } from '../x509/general-name.ts';
import { isWithin } from '../x509/name.ts';

/** Where a name stands to a subtree; 'unclear' is neither to be permitted nor to escape exclusion. */
export type Relation = 'inside' | 'outside' | 'unclear';

/** Whether a name lies in a subtree of the same kind, by the rules of RFC 5280 section 4.2.1.10. */
export function isInSubtree(name: GeneralName, subtree: GeneralName): Relation {
  if (name.kind === 'directory' && subtree.kind === 'directory') return answer(isWithin(name.name, subtree.name));
  if (name.kind === 'mail' && subtree.kind === 'mail') return mailIn(name.text, subtree.text);
  if (name.kind === 'dns' && subtree.kind === 'dns') return dnsIn(name.text, subtree.text);
  if (name.kind === 'uri' && subtree.kind === 'uri') return uriIn(name.text, subtree.text);
  if (name.kind === 'ip' && subtree.kind === 'ip') return addressIn(name.octets, subtree.octets);
  return 'unclear';
}

/** A mailbox, all mailboxes of a host, or all of a domain's hosts when a dot stands in front. */
function mailIn(mail: string, subtree: string): Relation {
  const at = mail.lastIndexOf('@');
  if (at < 1 || at === mail.length - 1) return 'unclear';
  const host = mail.slice(at + 1);
  const box = subtree.lastIndexOf('@');
  if (box < 0) return hostIn(host, subtree);
  // The local part is the host's matter, letter case included.
  return answer(mail.slice(0, at) === subtree.slice(0, box) && same(host, subtree.slice(box + 1)));
}

/** A name, and every name that is made by adding labels to its left. */
function dnsIn(name: string, subtree: string): Relation {
  if (subtree === '' || same(name, subtree)) return 'inside';
  return answer(endsWith(name, subtree.startsWith('.') ? subtree : `.${subtree}`));
}

/** Only the host of an address counts; an address without a named host cannot be compared. */
function uriIn(uri: string, subtree: string): Relation {
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri) ?? [];
  if (!host || /^[\d.]+$/.test(host)) return 'unclear';
  return hostIn(host, subtree);
}

function hostIn(host: string, subtree: string): Relation {
  return answer(subtree.startsWith('.') ? endsWith(host, subtree) : subtree === '' || same(host, subtree));
}

/** An address of 4 or 16 octets in a net: address and mask of as many octets each. */
function addressIn(address: Buffer, subtree: Buffer): Relation {
  if (subtree.length !== 8 && subtree.length !== 32) return 'unclear';
  if (address.length * 2 !== subtree.length)
    return address.length === 4 || address.length === 16 ? 'outside' : 'unclear';
  const mask = subtree.subarray(address.length);
  return answer(address.every((octet, at) => ((octet ^ (subtree[at] ?? 0)) & (mask[at] ?? 0xff)) === 0));
}

/** Names of hosts do not know letter case, and a final dot says nothing. */
function same(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function endsWith(host: string, ending: string): boolean {
  return plain(host).endsWith(plain(ending));
}

function plain(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function answer(inside: boolean): Relation {
  return inside ? 'inside' : 'outside';
}
