import { parseSignedData } from '../cms/signed-data.ts';
import { readDer, type Element } from '../der/element.ts';
import { context } from '../der/tags.ts';
import { element, oid, sequence, setOf } from '../der/write.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';

/** The octets that a time stamp of a signature is made over: the value of its only signer. Throws SIG-DAMAGED. */
export function signatureValue(signature: Buffer): Buffer {
  const [signer, another] = parseSignedData(signature).signers;
  if (!signer || another) throw damaged('a signature of exactly one signer was expected');
  return signer.signature;
}

/**
 * Makes a CAdES-T signature (ETSI EN 319 122-1 section 5.3): puts a time stamp token among the unsigned attributes of the only signer of a
 * signature in DER that has none yet. Throws SIG-DAMAGED for any other.
 */
export function withTimeStamp(signature: Buffer, token: Buffer): Buffer {
  signatureValue(signature);
  const stamp = sequence(oid(oids.signatureTimeStamp), setOf(token));
  return changeDeepest(readDer(signature), LEVELS, (signer) => {
    const fields = signer.children;
    if (fields.some(({ tag }) => tag === context(1))) throw damaged('a signature with unsigned attributes');
    return element(signer.tag, ...fields.map(({ raw }) => raw), element(context(1), stamp));
  });
}

/** ContentInfo, [0], SignedData, signerInfos, SignerInfo: each is the last child of what holds it. */
const LEVELS = 4;

function changeDeepest(from: Element, levels: number, change: (target: Element) => Buffer): Buffer {
  if (levels === 0) return change(from);
  const children = from.children;
  const deepest = children.pop();
  if (!deepest) throw damaged('a signature without a signer');
  return element(from.tag, ...children.map(({ raw }) => raw), changeDeepest(deepest, levels - 1, change));
}
