import { expect, test } from '@jest/globals';
import { inspectFile } from '../../../src/platform/file-inspection/index.ts';
import { inspect } from '../../../src/platform/file-inspection/inspect.ts';
import { chunk, JPEG, jpeg, pdf, png } from './samples.ts';

const ALL = ['application/pdf', 'image/jpeg', 'image/png'] as const;
const judge = (bytes: Buffer) => inspect(bytes, ALL);
const refusal = (code: string, words: string) => ({ ok: false, code, message: expect.stringContaining(words) });

test('sound pictures are recognised whatever stands around them', async () => {
  expect(await judge(JPEG)).toEqual({ ok: true, type: 'image/jpeg', extension: 'jpg' });
  expect(await judge(png())).toEqual({ ok: true, type: 'image/png', extension: 'png' });
  expect(await judge(jpeg({ scans: 10 }))).toMatchObject({ ok: true });
});

test('what a phone appends to a JPEG stays', async () => {
  expect(await judge(Buffer.concat([JPEG, JPEG, Buffer.from('ftypmp42 a moving picture')]))).toMatchObject({
    ok: true,
  });
});

test('a picture cut anywhere is damaged', async () => {
  for (const whole of [JPEG, png()]) {
    for (const length of [9, 30, whole.length >> 1, whole.length - 1]) {
      expect(await judge(whole.subarray(0, length))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
    }
  }
});

test('a PNG with a changed byte, without data or with something after its end is refused', async () => {
  const changed = png();
  changed[30] = (changed[30] ?? 0) ^ 1;
  expect(await judge(changed)).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
  const whole = png();
  const data = whole.indexOf('IDAT') - 4;
  const withoutData = Buffer.concat([whole.subarray(0, data), chunk('IEND', Buffer.alloc(0))]);
  expect(await judge(withoutData)).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
  expect(await judge(Buffer.concat([whole, Buffer.from('PK\x03\x04')]))).toEqual(
    refusal('FILE-DAMAGED', 'посторонние данные'),
  );
  expect(await judge(png({ extra: [chunk('acTL', Buffer.alloc(8))] }))).toEqual(refusal('FILE-TYPE', 'движущееся'));
});

test('pictures that would fill the memory are refused by their header', async () => {
  expect(await judge(png({ width: 60_000, height: 60_000 }))).toEqual(refusal('FILE-BOMB', '60000 × 60000'));
  expect(await judge(png({ width: 31_000, height: 1 }))).toEqual(refusal('FILE-BOMB', 'слишком велик'));
  expect(await judge(jpeg({ width: 20_000, height: 20_000 }))).toEqual(refusal('FILE-BOMB', 'слишком велик'));
  expect(await judge(jpeg({ scans: 500 }))).toEqual(refusal('FILE-BOMB', 'слоёв'));
  expect(await judge(png({ width: 0 }))).toEqual(refusal('FILE-DAMAGED', 'повреждён'));
});

test('a JPEG that browsers do not show is refused with advice', async () => {
  expect(await judge(jpeg({ frame: 0xc9 }))).toEqual(refusal('FILE-DAMAGED', 'не открывается в браузере'));
});

test('other files are called by their name', async () => {
  const gif = Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1');
  const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\x00\x00\x00\x00\x00', 'latin1'), Buffer.alloc(60)]);
  expect(await judge(gif)).toEqual({
    ok: false,
    code: 'FILE-TYPE',
    message: '— изображение GIF: сохраните его как PNG. Принимаются PDF, JPEG и PNG.',
  });
  expect(await judge(zip)).toEqual(refusal('FILE-TYPE', 'архив'));
  for (const text of [
    '<html><script>alert(1)</script>',
    'MZ\x90\x00',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'просто текст',
  ]) {
    expect(await judge(Buffer.from(text))).toEqual(refusal('FILE-TYPE', 'Принимаются PDF, JPEG и PNG.'));
  }
  expect(await judge(Buffer.alloc(0))).toEqual(refusal('FILE-DAMAGED', 'пуст'));
});

test('a sound file of a kind that is not asked for is refused', async () => {
  expect(await inspect(png(), ['application/pdf'])).toEqual({
    ok: false,
    code: 'FILE-TYPE',
    message: '— PNG. Принимаются PDF.',
  });
});

test('the same answers come out of the thread, many at a time, and the bytes stay with the caller', async () => {
  const files = [JPEG, png(), pdf(), Buffer.from('text'), png({ width: 60_000, height: 60_000 })];
  const copies = files.map((file) => Buffer.from(file));
  const verdicts = await Promise.all(files.map((file) => inspectFile(file)));
  expect(verdicts).toEqual(await Promise.all(files.map(judge)));
  expect(files).toEqual(copies);
});

test('files that wait for their turn are not in memory yet', async () => {
  let [held, most] = [0, 0];
  const verdicts = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const verdict = await inspectFile(async () => {
        held += 1;
        most = Math.max(most, held);
        return png();
      });
      held -= 1;
      return verdict.ok;
    }),
  );
  expect([verdicts.every(Boolean), most <= 3]).toEqual([true, true]);
});
