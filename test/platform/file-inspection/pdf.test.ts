import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { inspectFile } from '../../../src/platform/file-inspection/index.ts';
import { inspect } from '../../../src/platform/file-inspection/inspect.ts';
import { packed, pdf, pdfkitPdf } from './samples.ts';

const judge = (bytes: Buffer) => inspect(bytes, ['application/pdf']);
const refusal = (code: string, words: string) => ({ ok: false, code, message: expect.stringContaining(words) });
const replaced = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

test('sound PDFs are accepted with their number of pages', async () => {
  expect(await judge(pdf())).toEqual({ ok: true, type: 'application/pdf', extension: 'pdf', pages: 1 });
  const three = await pdfkitPdf(
    { tagged: true },
    (doc) => void doc.addPage().text('2').addPage().link(0, 0, 9, 9, 'https://example.ru'),
  );
  expect(await judge(three)).toMatchObject({ ok: true, pages: 3 });
});

test('a page that is said again in a later revision counts once', async () => {
  const first = pdf().toString('latin1');
  const revised = `${first}3 0 obj\n<< /Type /Page /Parent 2 0 R /Annots [] >>\nendobj\n${first.slice(first.lastIndexOf('xref\n0'))}`;
  expect(await judge(Buffer.from(revised, 'latin1'))).toMatchObject({ ok: true, pages: 1 });
});

test('pages in packed objects are counted, and dictionaries there are read', async () => {
  expect(await judge(pdf([packed(['<< /Type /Page >>', '<< /Type/Page >>', '<< /Type /Pages >>'])]))).toMatchObject({
    ok: true,
    pages: 3,
  });
});

test('a byte order mark or a line before the header is forgiven, more is not', async () => {
  expect(await judge(Buffer.concat([Buffer.from('\uFEFF'), pdf()]))).toMatchObject({ ok: true });
  expect(await judge(Buffer.concat([Buffer.from('GET / HTTP\r\n\r\n'), pdf()]))).toEqual(
    refusal('FILE-TYPE', 'Принимаются PDF'),
  );
});

test('a web page in disguise is refused, before the header and behind it', async () => {
  const inside = replaced(pdf(), '%PDF-1.7\n', '%PDF-1.7\n%<html><ScRiPt src=//evil.example>\n');
  expect(await judge(inside)).toEqual(refusal('FILE-TYPE', 'веб-страница'));
  expect(await judge(Buffer.concat([Buffer.from('<html>'), pdf()]))).toEqual(refusal('FILE-TYPE', 'Принимаются PDF'));
  const long = pdf([{ dictionary: '', data: Buffer.alloc(5000, 'x') }]);
  expect(await judge(Buffer.concat([long, Buffer.from('<script>alert(1)</script>')]))).toEqual(
    refusal('FILE-DAMAGED', 'после конца'),
  );
});

test('an archive behind the end is refused, line ends are not', async () => {
  expect(await judge(Buffer.concat([pdf(), Buffer.from('PK\x05\x06archive')]))).toEqual(
    refusal('FILE-DAMAGED', 'после конца'),
  );
  expect(await judge(Buffer.concat([pdf(), Buffer.alloc(5000)]))).toMatchObject({ ok: true });
  expect(await judge(Buffer.concat([pdf(), Buffer.from('\r\n--boundary--\r\n')]))).toMatchObject({ ok: true });
  expect(await judge(Buffer.concat([pdf(), Buffer.alloc(2000, 'x')]))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
});

test('a PDF cut or shifted on its way is damaged', async () => {
  const whole = await pdfkitPdf();
  for (const length of [12, whole.length >> 1, whole.length - 40]) {
    expect(await judge(whole.subarray(0, length))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
  }
  expect(await judge(replaced(pdf(), 'startxref\n', 'startxref\n9'))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
  expect(await judge(replaced(pdf(), '/Root 1 0 R', ''))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
  expect(await judge(replaced(pdf(), '/Type /Page ', '/Type /Pag '))).toEqual(
    refusal('FILE-DAMAGED', 'ни одной страницы'),
  );
});

test('passwords are refused, the one for opening and the one for printing', async () => {
  expect(await judge(await pdfkitPdf({ userPassword: 'secret' }))).toEqual(
    refusal('FILE-ENCRYPTED', 'защищён паролем'),
  );
  expect(await judge(await pdfkitPdf({ ownerPassword: 'secret', permissions: { printing: 'lowResolution' } }))).toEqual(
    refusal('FILE-ENCRYPTED', 'защищён паролем'),
  );
});

test.each([
  ['/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>', 'сценарии'],
  ['/OpenAction << /S /J#61vaScr#69pt /JS (1) >>', 'сценарии'],
  ['/OpenAction << /S /#4a#61#76#61#53#63#72#69#70#74 /JS (1) >>', 'сценарии'],
  ['/OpenAction<</S/Launch/F(cmd.exe)>>', 'запускает'],
  ['/OpenAction << /S /SubmitForm /F (https://evil.example) >>', 'сценарии'],
  ['/Names << /EmbeddedFiles 5 0 R >>', 'вложенные файлы'],
  ['/AcroForm << /XFA [(preamble) 5 0 R] >>', 'форма'],
])('the catalogue %s is refused', async (catalogue, words) => {
  expect(await judge(pdf([], { catalogue }))).toEqual(refusal('FILE-ACTIVE', words));
});

test('scripts and enclosed files hide neither in packed objects nor in streams that nobody should read', async () => {
  const script = '<< /S /Java#53cript /JS (1) >>';
  expect(await judge(pdf([packed(['<< /A 1 >>', script])]))).toEqual(refusal('FILE-ACTIVE', 'сценарии'));
  const nameless = packed([script]);
  if (typeof nameless === 'string') throw new Error('a stream was expected');
  expect(await judge(pdf([{ ...nameless, dictionary: nameless.dictionary.replace('/Type /ObjStm', '') }]))).toEqual(
    refusal('FILE-ACTIVE', 'сценарии'),
  );
  expect(
    await judge(pdf([{ ...nameless, dictionary: nameless.dictionary.replace('/FlateDecode', '/Fl#61teDecode') }])),
  ).toEqual(refusal('FILE-ACTIVE', 'сценарии'));
  expect(
    await judge(pdf([{ ...nameless, dictionary: nameless.dictionary.replace('/FlateDecode', '/LZWDecode') }])),
  ).toEqual(refusal('FILE-DAMAGED', 'устроен необычно'));
  expect(await judge(pdf([{ dictionary: '', data: Buffer.from(`endstream 9 0 obj ${script} endobj`) }]))).toEqual(
    refusal('FILE-ACTIVE', 'сценарии'),
  );
  const withFile = await pdfkitPdf({}, (doc) => void doc.file(Buffer.from('MZ'), { name: 'run.exe' }));
  expect(await judge(withFile)).toEqual(refusal('FILE-ACTIVE', 'вложенные файлы'));
});

test('names that only begin alike do no harm', async () => {
  expect(await judge(pdf([], { catalogue: '/LaunchPad 1 /JavaScripts 2 /EncryptMetadata false' }))).toMatchObject({
    ok: true,
  });
});

test('a page that unpacks without end is stopped', async () => {
  const zeros = deflateSync(Buffer.alloc(170_000_000));
  expect(await inspectFile(pdf([{ dictionary: '/Filter /FlateDecode', data: zeros }]))).toEqual(
    refusal('FILE-BOMB', 'распаковывается'),
  );
});

test('many streams that are bearable one by one are counted together', async () => {
  const stream = { dictionary: '/Filter /FlateDecode', data: deflateSync(Buffer.alloc(120_000_000)) };
  expect(await inspectFile(pdf([stream, stream, stream, stream, stream]))).toEqual(
    refusal('FILE-BOMB', 'распаковывается'),
  );
});

test('double packing, huge pictures inside and thousands of pages are refused', async () => {
  const twice = deflateSync(deflateSync(Buffer.alloc(1_000_000)));
  expect(await judge(pdf([{ dictionary: '/Filter [/FlateDecode /FlateDecode]', data: twice }]))).toEqual(
    refusal('FILE-BOMB', 'распаковывается'),
  );
  expect(
    await judge(pdf([{ dictionary: '/Subtype /Image /Width 90000 /Height 90000', data: Buffer.from('x') }])),
  ).toEqual(refusal('FILE-BOMB', 'изображение'));
  expect(await judge(pdf(Array.from({ length: 2100 }, () => '<< /Type /Page >>')))).toEqual(
    refusal('FILE-BOMB', '2101'),
  );
});

test('the server answers others while a hostile file is being inspected', async () => {
  const marks = Buffer.from('>>stream\n'.repeat(30_000));
  const hostile = pdf([{ dictionary: '', data: marks }]);
  let beats = 0;
  const heart = setInterval(() => (beats += 1), 5);
  await inspectFile(hostile);
  clearInterval(heart);
  // The event loop went on turning: a file inspected on it would have let no beat through.
  expect(beats).toBeGreaterThan(1);
});
