import { describe, expect, test } from '@jest/globals';
import { cleanFileName } from '../../src/http/file-name.ts';
import { startApp } from './support/app.ts';

// Two marks of different classes: normalising sorts each run of them, in quadratic time.
const endless = `а${'\u0301'.repeat(12_000)}${'\u0316'.repeat(12_000)}`;
const hebrew = 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים';

async function running() {
  const { as } = startApp({
    routes(routes) {
      const upload = { maxFiles: 1, maxBytes: 1000 };
      routes.post('/note', { who: 'person', upload }, (req, res) => void res.json(req.body));
    },
  });
  return as('anna');
}

describe('a letter with marks without end', () => {
  test.each([
    ['in a form', { note: endless.slice(0, 15_000) }],
    ['in a repeated field', { note: ['а', endless.slice(0, 15_000)] }],
  ])('is refused %s', async (_where, body) => {
    const anna = await running();
    const answer = await anna.post('/note').set('Sec-Fetch-Site', 'same-origin').type('form').send(body);
    expect(answer.status).toBe(400);
  });

  test('is refused in a form with files', async () => {
    const anna = await running();
    const answer = await anna.post('/note').set('Sec-Fetch-Site', 'same-origin').field('note', endless);
    expect(answer.status).toBe(400);
  });

  test('costs nothing in the name of a file', () => {
    // Where marks were put in order one by one, so many would take hours; the limit of a test is half a minute.
    expect(cleanFileName(`а${'\u0301\u0316'.repeat(2_000_000)}.pdf`)).toMatch(/^.{146}[.]pdf$/u);
  });
});

test('scripts that need many marks are let through', async () => {
  const anna = await running();
  const answer = await anna.post('/note').set('Sec-Fetch-Site', 'same-origin').type('form').send({ note: hebrew });
  expect([answer.status, answer.body]).toEqual([200, { note: hebrew }]);
});
