import { describe, expect, test } from '@jest/globals';
import { streebog } from '../../src/pki/gost/streebog.ts';
import { describeWith, GOST_ENGINE, workshop } from './tools.ts';

/** RFC 6986 section 10 writes messages and digests as numbers, the highest octet first; here they stand in order of octets. */
const fromNumber = (...lines: string[]) => Buffer.from(Buffer.from(lines.join(''), 'hex').toReversed());

describe('Streebog, by the examples of RFC 6986 section 10', () => {
  const first = fromNumber(
    '32313039383736353433323130393837363534333231303938373635343332',
    '3130393837363534333231303938373635343332313039383736353433323130',
  );
  const second = fromNumber(
    'fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0',
    'eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1',
  );

  test.each<[string, Buffer, 256 | 512, Buffer]>([
    [
      'example 1, 512 bits',
      first,
      512,
      fromNumber(
        '486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00',
        'fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b',
      ),
    ],
    ['example 1, 256 bits', first, 256, fromNumber('00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d')],
    [
      'example 2, 512 bits',
      second,
      512,
      fromNumber(
        '28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f03',
        '7613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e',
      ),
    ],
    [
      'example 2, 256 bits',
      second,
      256,
      fromNumber('508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d'),
    ],
  ])('%s', (_name, message, length, digest) => {
    expect(streebog(length, message)).toEqual(digest);
  });
});

describeWith(['openssl', GOST_ENGINE], 'Streebog, beside the GOST engine', () => {
  test.each([0, 1, 55, 63, 64, 65, 127, 128, 129, 1_000, 70_000])('gives the same digest of %i octets', (length) => {
    const shop = workshop();
    // All ones make every addition carry.
    const message = Buffer.alloc(length, 0xff);
    shop.write('message', message);
    for (const bits of [256, 512] as const) {
      const { output } = shop.run('openssl', 'dgst', '-engine', 'gost', `-md_gost12_${bits}`, '-r', 'message');
      expect(output).toContain(streebog(bits, message).toString('hex'));
    }
  });
});
