import path from 'node:path';
import { expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import { visitor } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';

test('a region is seen in the header: its name, its coat of arms and its colour', async () => {
  const env = {
    REGION_CODE: '76',
    REGION_NAME: 'Ярославская область',
    REGION_ACCENT: '#5b1a2e',
    REGION_CREST_FILE: path.join(import.meta.dirname, '../../public/images/crest.svg'),
  };
  const portal = await startApp({ env });
  const anybody = visitor(portal);
  const { text } = await anybody.get('/').expect(200);
  expect(textOf(text, '.brand')).toBe('Личный кабинет 76 Ярославская область');
  const page = parse(text);
  const crest = page('.brand img').attr('src') ?? '';
  expect(crest).toMatch(/^\/static\/images\/region-crest\.[\w-]+\.svg$/);
  expect((await anybody.get(crest).expect(200)).headers['content-type']).toContain('image/svg+xml');
  const sheet = await anybody.get(page('link[rel="stylesheet"]').attr('href') ?? '').expect(200);
  expect(sheet.text).toContain(':root{--top:#5b1a2e;');
  expect(page('meta[name="theme-color"]').attr('content')).toBe('#5b1a2e');
  await portal.close();
});
