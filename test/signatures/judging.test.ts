import { createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tell } from '../../src/features/signatures/judging/messages.ts';
import { judgeInThread } from '../../src/features/signatures/judging/judge.ts';
import { readTrustFolder, type TrustFolder } from '../../src/features/signatures/trust.ts';
import * as der from '../../src/pki/der/write.ts';
import { oids, parseTrust, signCms, verifySignature } from '../../src/pki/index.ts';
import { anna, issue, MOMENT, testPki } from '../support/pki.ts';

const samples = path.join(import.meta.dirname, '../pki/gost-samples');
const sample = (name: string) => readFileSync(path.join(samples, name));
const content = sample('document.txt');
const folder: TrustFolder = await readTrustFolder(samples);
const job = (name: string, over = content) =>
  ({ kind: 'signature', signature: sample(name), content: over, at: MOMENT }) as const;

describe('judging in a thread', () => {
  test('gives the verdict that judging here gives', async () => {
    const { store } = parseTrust(folder.files);
    for (const name of ['anna.p7s', 'vera.p7s', 'revoked.p7s']) {
      const here = verifySignature({ signature: sample(name), content, trust: store, at: MOMENT });
      expect(await judgeInThread(job(name), folder)).toEqual(tell(here));
    }
    const [pdf, other] = [Buffer.from('%PDF-1.7'), Buffer.from('другое')];
    expect((await judgeInThread({ kind: 'pdf', pdf, at: MOMENT }, folder)).code).toBe('SIG-ABSENT');
    expect((await judgeInThread(job('anna.p7s', other), folder)).code).toBe('SIG-DIGEST');
    const certificate = store.intermediates[0]?.raw ?? other;
    // The authority’s own certificate signs no documents with its key for lists and certificates alone? Its key serves signatures, too.
    expect((await judgeInThread({ kind: 'certificate', certificate, at: MOMENT }, folder)).code).toBe(null);
    for (const file of [other, Buffer.concat([certificate, other])])
      expect((await judgeInThread({ kind: 'certificate', certificate: file, at: MOMENT }, folder)).code).toBe(
        'SIG-DAMAGED',
      );
  });

  test('keeps to what is trusted now', async () => {
    expect((await judgeInThread(job('anna.p7s'), { version: 'nothing', files: [] })).code).toBe('SIG-UNKNOWN-ISSUER');
    expect((await judgeInThread(job('anna.p7s'), folder)).code).toBe(null);
  });

  test('names files of the trust folder that cannot be read, once', async () => {
    const broken: TrustFolder = {
      version: 'broken',
      files: [...folder.files, { name: 'old.crl', bytes: Buffer.from('это не список') }],
    };
    const heard: (readonly string[])[] = [];
    for (let count = 0; count < 2; count += 1)
      await judgeInThread(job('anna.p7s'), broken, (unreadable) => heard.push(unreadable));
    expect(heard).toEqual([['old.crl']]);
  });

  test('that takes too long is given up, and the next one is judged', async () => {
    const large = Buffer.alloc(8_000_000, 7);
    const slow = await judgeInThread(job('anna.p7s', large), folder, undefined, 5);
    expect(slow).toMatchObject({ outcome: 'INDETERMINATE', code: 'SIG-TOO-HARD' });
    expect((await judgeInThread(job('anna.p7s'), folder)).code).toBe(null);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('steps back behind this thread where the processors are few', async () => {
    await judgeInThread(job('anna.p7s'), folder);
    const threads = readdirSync('/proc/self/task');
    // The 19th field of stat(5); the name before it may hold spaces.
    const niceness = (thread: string) =>
      Number(
        readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[16],
      );
    const own = niceness(`${process.pid}`);
    expect(threads.map(niceness)).toContain(own + 5);
  });

  test('leaves this thread free', async () => {
    const large = Buffer.alloc(20_000_000, 7);
    await judgeInThread(job('anna.p7s'), folder);
    let turns = 0;
    const pulse = setInterval(() => (turns += 1), 5);
    await judgeInThread(job('anna.p7s', large), folder);
    clearInterval(pulse);
    // Judged here, at one stroke, nothing else would have had its turn.
    expect(turns).toBeGreaterThan(2);
  });
});

test('only what is asked of a certificate comes back from a thread, however large it is', async () => {
  const world = await testPki();
  const { key, certificate, chain } = await world.identity('unknown-issuer', anna, 'p256');
  const policies = Array.from({ length: 20_000 }, (_, number) => der.sequence(der.oid(`1.2.${number}`)));
  const swollen = issue(MOMENT, {
    subject: anna,
    issuer: world.authority,
    publicKey: createPublicKey(key),
    extensions: [{ id: oids.certificatePolicies, critical: false, value: der.sequence(...policies) }],
  });
  expect(swollen.raw.length).toBeGreaterThan(140_000);
  const signature = signCms({ content, certificate: swollen, key, chain, at: MOMENT, detached: true });
  const verdict = verifySignature({ signature, content, trust: world.trust, at: MOMENT });
  const told = tell(verdict);
  expect(told).toMatchObject({ outcome: verdict.outcome, code: verdict.code, signer: { owner: anna } });
  expect(structuredClone(told)).toEqual(told);
  expect(JSON.stringify(told).length).toBeLessThan(3_000);
  expect(told.signer?.fingerprint).not.toBe(certificate.fingerprint);
});
