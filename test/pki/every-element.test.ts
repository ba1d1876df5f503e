import { expect, jest, test } from '@jest/globals';
import { readBer, type Element } from '../../src/pki/der/element.ts';
import * as der from '../../src/pki/der/write.ts';
import { signCms, verifySignature } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';

// Thousands of signatures are judged here.
jest.setTimeout(120_000);

/** An element that can be put together anew, with lengths that fit whatever was done inside. */
type Node = { readonly tag: number; readonly path: string; children: Node[] | undefined; readonly octets: Buffer };

function take(element: Element, path = ''): Node {
  const children = element.constructed
    ? element.children.map((child, index) => take(child, `${path}/${index}`))
    : undefined;
  return { tag: element.tag, path, children, octets: element.content };
}

function put({ tag, children, octets }: Node): Buffer {
  return der.element(tag, children ? Buffer.concat(children.map(put)) : octets);
}

function everyNode(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(everyNode)];
}

const nothing: Node = { tag: 0x05, path: '', children: undefined, octets: Buffer.alloc(0) };

/** What can be done to a list of elements, by what is told of it. */
function* changes(children: readonly Node[], path: string): Generator<readonly [string, Node[]]> {
  for (const [index, child] of children.entries()) {
    const [before, behind] = [children.slice(0, index), children.slice(index + 1)];
    yield [`without ${child.path}`, [...before, ...behind]];
    yield [`twice ${child.path}`, [...before, child, child, ...behind]];
    yield [`instead of ${child.path}`, [...before, nothing, ...behind]];
    yield [`before ${child.path}`, [...before, nothing, child, ...behind]];
    const [next, ...rest] = behind;
    if (next) yield [`turned ${child.path}`, [...before, next, child, ...rest]];
  }
  yield [`behind ${path}`, [...children, nothing]];
  yield [`empty ${path}`, []];
}

/** Where nothing is signed, and nothing is believed: names of digests and certificates may be repeated and reordered, NULL may stand or not. */
const FREE = [
  /^(twice|turned) \/1\/0\/1\/\d+$/, // digestAlgorithms
  /^behind \/1\/0\/1\/\d+$/, // the parameters of one
  /^(twice|turned) \/1\/0\/3\/\d+$/, // certificates
  /^twice \/1\/0\/4\/0$/, // the same signer again
  /^behind \/1\/0\/4\/0\/2$/, // parameters of the digest
];

test.each([
  ['detached', true],
  ['attached', false],
])(
  'an element taken out, put in, doubled or moved in a signature %s passes only where it says nothing',
  async (_name, detached) => {
    const { trust, identity } = await testPki();
    const content = Buffer.from('Заявление');
    const signer = await identity('good', anna, 'p256');
    const signature = signCms({ content, ...signer, chain: signer.chain.slice(0, 1), at: MOMENT, detached });
    const root = take(readBer(signature));
    expect(put(root)).toEqual(signature);
    const passed: string[] = [];
    for (const node of everyNode(root)) {
      const honest = node.children;
      if (!honest) continue;
      for (const [name, children] of changes(honest, node.path)) {
        node.children = children;
        const changed = put(root);
        if (changed.equals(signature)) continue;
        if (verifySignature({ signature: changed, content, trust, at: MOMENT }).code === null) passed.push(name);
      }
      node.children = honest;
    }
    // Without its content an attached signature is a detached one.
    const allowed = detached ? FREE : [...FREE, /^without \/1\/0\/2\/1$/];
    expect(passed.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(passed.length).toBeGreaterThan(0);
  },
);
