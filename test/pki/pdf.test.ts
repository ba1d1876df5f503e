import { describe, expect, test } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { signPdf, verifyPdf, type KeyKind, type PdfSignRequest } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki, type Identity, type Standing } from '../support/pki.ts';
import { describeWith, workshop } from './tools.ts';

const world = await testPki();
const { trust } = world;

/** A document as the portal makes them: tagged, Cyrillic, a link, two pages. */
async function makePdf(): Promise<Buffer> {
  const font = 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf';
  const document = new PDFDocument({
    tagged: true,
    lang: 'ru',
    displayTitle: true,
    font,
    info: { Title: 'Архивная справка' },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise((resolve) =>
    document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve),
  );
  document
    .text('Архивная справка')
    .text('Проверить', { link: 'http://localhost:3000/check' })
    .addPage()
    .text('Страница 2')
    .end();
  await finished;
  return Buffer.concat(chunks);
}

const pdf = await makePdf();
const words = { reason: 'Выдан результат (услуги) << /JS >>', name: 'Администрация города', location: 'Кострома' };

const sign = (identity: Identity, special: Partial<PdfSignRequest> = {}) =>
  signPdf({ pdf, ...identity, at: MOMENT, ...words, ...special });
const judge = (file: Buffer, at = MOMENT) => verifyPdf({ pdf: file, trust, at });

const signer = await world.identity('good', anna, 'p256');
const good = await sign(signer, { chain: signer.chain.slice(0, 1) });
const holeStart = good.lastIndexOf('/Contents <') + 10;
const holeEnd = good.indexOf('>', holeStart) + 1;

describe('a signed PDF', () => {
  test.each<KeyKind>(['rsa', 'p256', 'p384'])('passes with a key %s, and claims no time inside', async (kind) => {
    const verdict = judge(await sign(await world.identity('good', anna, kind)));
    expect(verdict).toMatchObject({ outcome: 'TOTAL-PASSED', signer: { owner: anna } });
    expect(verdict).not.toHaveProperty('claimedTime');
  });

  test('keeps the document as it was and only adds to it', () => {
    expect(good.subarray(0, pdf.length - 1)).toEqual(pdf.subarray(0, pdf.length - 1));
    expect(good.toString('latin1')).not.toContain('/JS');
    expect(good.toString('latin1')).toContain('/Lang (ru)');
  });

  test.each<[Standing, string]>([
    ['expired', 'SIG-EXPIRED'],
    ['revoked', 'SIG-REVOKED'],
    ['unknown-issuer', 'SIG-UNKNOWN-ISSUER'],
  ])('by a certificate that is %s is %s', async (standing, code) => {
    expect(judge(await sign(await world.identity(standing, anna, 'p256'))).code).toBe(code);
  });
});

describe('a PDF that was tampered with', () => {
  /** Writes other numbers into the byte range, with the spaces behind it as room. */
  function withRange(file: Buffer, ...range: number[]): Buffer {
    const copy = Buffer.from(file);
    const at = copy.indexOf('/ByteRange [');
    const end = copy.indexOf(']', at);
    copy.write(`/ByteRange [${range.join(' ')}]`.padEnd(end + 1 - at), at, 'latin1');
    return copy;
  }

  /** The same file with one text in place of another of the same length. */
  function replaced(file: Buffer, from: string, to: string): Buffer {
    const copy = Buffer.from(file);
    copy.write(to, copy.indexOf(from), 'latin1');
    return copy;
  }

  /** The signature taken out, and its hole closed around nothing. */
  function emptied(file: Buffer): Buffer {
    const cut = Buffer.concat([file.subarray(0, holeStart), Buffer.from('<>'), file.subarray(holeEnd)]);
    return withRange(cut, 0, holeStart, holeStart + 2, cut.length - holeStart - 2);
  }

  test('in any octet, the hole apart, is refused', () => {
    for (let at = 0; at < good.length; at += at < holeStart - 200 || at > holeEnd + 200 ? 97 : 1) {
      if (at > holeStart && at < holeEnd - 1) continue;
      const changed = Buffer.from(good);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
      expect([at, judge(changed).outcome]).not.toEqual([at, 'TOTAL-PASSED']);
    }
  });

  test('inside the hole is refused, but for the case of its letters', () => {
    for (let at = holeStart + 1; at < holeEnd - 1; at += 7) {
      const changed = Buffer.from(good);
      changed.write(changed.toString('latin1', at, at + 1) === '7' ? '6' : '7', at, 'latin1');
      expect([at, judge(changed).outcome]).not.toEqual([at, 'TOTAL-PASSED']);
    }
  });

  test.each<[string, string, () => Buffer]>([
    ['by something appended', 'SIG-COVERAGE', () => Buffer.concat([good, Buffer.from('\n')])],
    [
      'by an update appended',
      'SIG-COVERAGE',
      () => Buffer.concat([good, Buffer.from('\n4 0 obj\n<<>>\nendobj\n%%EOF')]),
    ],
    ['by something put in front', 'SIG-COVERAGE', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), good])],
    ['by a second signature', 'SIG-COVERAGE', () => Buffer.concat([good, Buffer.from('/ByteRange [0 1 2 3]')])],
    [
      'by a range that ends early',
      'SIG-COVERAGE',
      () => withRange(good, 0, holeStart, holeEnd, good.length - holeEnd - 10),
    ],
    ['by a range that reaches too far', 'SIG-COVERAGE', () => withRange(good, 0, holeStart, holeEnd, good.length)],
    [
      'by a hole larger than the signature',
      'SIG-COVERAGE',
      () => withRange(good, 0, holeStart - 5, holeEnd, good.length - holeEnd),
    ],
    ['by ranges that overlap', 'SIG-COVERAGE', () => withRange(good, 0, holeEnd, holeStart, good.length - holeStart)],
    ['by a range that starts late', 'SIG-DAMAGED', () => withRange(good, 5, holeStart, holeEnd, good.length - holeEnd)],
    ['by a range without numbers', 'SIG-DAMAGED', () => withRange(good)],
    ['by a range that runs backwards', 'SIG-DAMAGED', () => withRange(good, 0, holeStart, -holeEnd, good.length)],
    ['by a range kept elsewhere', 'SIG-DAMAGED', () => replaced(good, '/ByteRange [0', '/ByteRange 9 0')],
    ['by a range that is nothing', 'SIG-DAMAGED', () => replaced(good, '/ByteRange [0', '/ByteRange nul')],
    ['by an empty signature', 'SIG-COVERAGE', () => emptied(good)],
    ['by the loss of its signature', 'SIG-ABSENT', () => pdf],
    ['by emptying it', 'SIG-ABSENT', () => Buffer.alloc(0)],
    ['by the loss of its head', 'SIG-ABSENT', () => replaced(good, '%PDF-', '%FDP-')],
    [
      'by ranges that leave out a part of the page',
      'SIG-COVERAGE',
      () => withRange(good, 0, holeStart - 300, holeEnd, good.length - holeEnd),
    ],
    ['by a range of giant numbers', 'SIG-COVERAGE', () => withRange(good, 0, holeStart, 9_999_999_999, 9_999_999_999)],
    ['by numbers beyond all measure', 'SIG-DAMAGED', () => withRange(good, 0, 1e15, 1e15, 1e15)],
    ['by a third range', 'SIG-DAMAGED', () => withRange(good, 0, holeStart, holeEnd, good.length - holeEnd, 5)],
  ])('%s is %s', (_name, code, tamper) => {
    expect(judge(tamper())).toMatchObject({ outcome: 'TOTAL-FAILED', code });
  });

  // Shadow attacks: what the signer saw is hidden, replaced, or both, by what comes after; and the signature is wrapped or spoofed.
  test.each<[string, string]>([
    ['a later version of the page', '3 0 obj\n<< /Type /Page /Contents 9 0 R >>\nendobj\n'],
    ['another catalogue', '1 0 obj\n<< /Type /Catalog /Pages 8 0 R >>\nendobj\n'],
    ['an empty cross-reference', 'xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n0\n%%EOF\n'],
    ['a form without the signature', '5 0 obj\n<< /Fields [] /SigFlags 0 >>\nendobj\n'],
  ])('shadowed by %s is refused, whatever range is told', (_name, update) => {
    const shadowed = Buffer.concat([good, Buffer.from(update)]);
    const rest = shadowed.length - holeEnd;
    for (const file of [
      shadowed,
      withRange(shadowed, 0, holeStart, holeEnd, rest),
      withRange(shadowed, 0, holeStart, holeEnd + update.length, rest - update.length),
    ])
      expect(['SIG-COVERAGE', 'SIG-DIGEST']).toContain(judge(file).code);
    const inside = Buffer.concat([good.subarray(0, holeEnd), Buffer.from(update), good.subarray(holeEnd)]);
    const wrapped = withRange(inside, 0, holeStart, holeEnd + update.length, good.length - holeEnd);
    expect(judge(wrapped).code).toBe('SIG-COVERAGE');
  });

  test('with freight behind the signature is damaged', () => {
    const loaded = Buffer.from(good);
    loaded.write('41', holeEnd - 41, 'latin1');
    expect(judge(loaded).code).toBe('SIG-DAMAGED');
  });

  test('with a signature taken from another file is refused', async () => {
    const other = await sign(signer, { chain: signer.chain.slice(0, 1), at: MOMENT + 1_000 });
    const start = other.lastIndexOf('/Contents <') + 10;
    const swapped = Buffer.concat([
      good.subarray(0, holeStart),
      other.subarray(start, start + holeEnd - holeStart),
      good.subarray(holeEnd),
    ]);
    expect(judge(swapped).code).toBe('SIG-DIGEST');
  });
});

describeWith(['pdfsig', 'pdfinfo'], 'a signed PDF, judged by poppler', () => {
  test.each<[KeyKind, string]>([
    ['rsa', 'SHA-256'],
    ['p256', 'SHA-256'],
    ['p384', 'SHA-384'],
    ['p521', 'SHA-512'],
  ])('with a key %s is valid and covers the whole document', async (kind, digest) => {
    const shop = workshop();
    shop.write('signed.pdf', await sign(await world.identity('good', anna, kind)));
    const { output } = shop.run('pdfsig', 'signed.pdf');
    expect(output).toContain('Signature is Valid.');
    expect(output).toContain('Total document signed');
    expect(output).toContain('Signer Certificate Common Name: Смирнова Анна Сергеевна');
    expect(output).toContain(`Signing Hash Algorithm: ${digest}`);
    expect(output).toContain('Signing Time: Nov 20 2026 ');
    const info = shop.run('pdfinfo', 'signed.pdf').output;
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Title: +Архивная справка/);
    expect(info).not.toContain('Error');
  });

  test('and tampered with is not valid', () => {
    const shop = workshop();
    const changed = Buffer.from(good);
    changed.writeUInt8(changed.readUInt8(20) ^ 0x01, 20);
    shop.write('changed.pdf', changed);
    expect(shop.run('pdfsig', 'changed.pdf').output).not.toContain('Signature is Valid.');
  });
});

describeWith(['pdfsig', 'certutil'], 'a signed PDF, judged by poppler with our root', () => {
  test.each<KeyKind>(['rsa', 'p256'])('and a key %s is valid and trusted', async (kind) => {
    // pdfsig judges by the clock of the machine.
    const at = Date.now();
    const today = await testPki(at);
    const shop = workshop();
    shop.writeIdentity('root', today.root);
    shop.write('signed.pdf', await sign(await today.identity('good', anna, kind), { at }));
    expect(shop.run('certutil', '-N', '-d', 'sql:.', '--empty-password').status).toBe(0);
    expect(shop.run('certutil', '-A', '-d', 'sql:.', '-n', 'root', '-t', 'CT,C,C', '-i', 'root.crt').status).toBe(0);
    const { output } = shop.run('pdfsig', '-nssdir', `sql:${shop.folder}`, 'signed.pdf');
    expect(output).toContain('Signature is Valid.');
    expect(output).toContain('Certificate is Trusted.');
  });
});
