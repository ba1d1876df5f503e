import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  findService,
  findServiceVersion,
  listServices,
  loadShippedServices,
} from '../../src/features/catalogue/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { json } from './samples.ts';

let test_: TestApp;
let folder: string;

beforeAll(async () => {
  test_ = await startApp();
});
afterAll(async () => {
  await test_.close();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'services-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const put = (slug: string, changes: Record<string, unknown> = {}) =>
  writeFile(path.join(folder, `${slug}.json`), JSON.stringify(json({ slug, ...changes })));
const load = () => loadShippedServices(test_.ctx, folder);

describe('loading', () => {
  test('publishes a changed file as a new version and keeps the old one', async () => {
    await put('sample');
    expect(await load()).toEqual(['sample']);
    const first = await findService(test_.ctx, 'sample');
    test_.clock.advance(1000);
    await put('sample', { summary: 'Иначе.' });
    expect(await load()).toEqual(['sample']);
    const second = await findService(test_.ctx, 'sample');
    expect(second).toMatchObject({ version: 2, publishedAt: test_.ctx.clock.now(), definition: { summary: 'Иначе.' } });
    expect(await findServiceVersion(test_.ctx, first.versionId)).toMatchObject({
      version: 1,
      definition: { summary: 'Для проверки.' },
    });
  });

  test('twice, or in two processes at once, changes nothing', async () => {
    await put('twice');
    await put('once');
    const published = await Promise.all([load(), load()]);
    expect(published.flat().sort()).toEqual(['once', 'twice']);
    expect(await load()).toEqual([]);
    expect((await findService(test_.ctx, 'twice')).version).toBe(1);
  });

  test('of the same content written in another way is no change', async () => {
    await put('spaces');
    await load();
    await writeFile(path.join(folder, 'spaces.json'), JSON.stringify(json({ slug: 'spaces' }), null, 4));
    expect(await load()).toEqual([]);
  });

  test('goes back to a former content as to a third version', async () => {
    for (const summary of ['Раз.', 'Два.', 'Раз.']) {
      await put('back', { summary });
      await load();
    }
    expect(await findService(test_.ctx, 'back')).toMatchObject({ version: 3, definition: { summary: 'Раз.' } });
  });

  test('tells every mistake of every file and publishes none of them', async () => {
    await put('good');
    await put('poor', { colour: 'red', number: 0 });
    await writeFile(path.join(folder, 'broken.json'), '{');
    await writeFile(path.join(folder, 'other-name.json'), JSON.stringify(json({ slug: 'sample' })));
    const error = await load().catch((caught: unknown) => caught);
    expect(String(error)).toMatch(
      /broken\.json: определение: ожидается object[\s\S]*other-name\.json: slug «sample» не совпадает[\s\S]*poor\.json: number: [\s\S]*poor\.json: определение: лишнее: colour/,
    );
    await expect(findService(test_.ctx, 'good')).rejects.toMatchObject({ status: 404 });
  });

  test('is journalled', async () => {
    await put('journal');
    await load();
    expect(await test_.ctx.db('audit_entries').where({ act: 'service.published', subject: 'journal' })).toHaveLength(1);
  });
});

describe('finding', () => {
  test('an unknown service and version answer 404', async () => {
    await expect(findService(test_.ctx, 'nothing')).rejects.toMatchObject({ status: 404 });
    await expect(findServiceVersion(test_.ctx, 'nothing')).rejects.toMatchObject({ status: 404 });
  });

  test('a withdrawn service is not offered, but its versions stay readable', async () => {
    await put('gone');
    await load();
    const { versionId } = await findService(test_.ctx, 'gone');
    await test_.ctx.db('services').where({ slug: 'gone' }).update({ status: 'withdrawn' });
    await expect(findService(test_.ctx, 'gone')).rejects.toMatchObject({ status: 404 });
    expect((await findServiceVersion(test_.ctx, versionId)).slug).toBe('gone');
    expect((await listServices(test_.ctx)).map(({ slug }) => slug)).not.toContain('gone');
  });

  const slugs = async (filters: Parameters<typeof listServices>[1]) =>
    (await listServices(test_.ctx, filters)).map(({ slug }) => slug).filter((slug) => slug.includes('-'));

  test('by category, life situation, audience and popularity', async () => {
    expect(await slugs({ category: 'education' })).toEqual(['kindergarten-queue']);
    expect(await slugs({ situation: 'hard-times' })).toEqual(['housing-subsidy']);
    expect(await slugs({ audience: 'organisation' })).toEqual(['earthworks-permit']);
    expect(await slugs({ audience: 'person', popular: true })).toEqual([
      'housing-subsidy',
      'kindergarten-queue',
      'archive-reference',
      'personal-data-change',
    ]);
  });

  test.each([
    ['САДИК', ['kindergarten-queue']],
    ['субсидию жку', ['housing-subsidy']],
    ['ребенок', ['kindergarten-queue']],
    ['23', ['housing-subsidy']],
    ['справки архивной', ['archive-reference']],
    ['дракон', []],
    ['субсидия дракон', []],
    [
      '   ',
      ['archive-reference', 'earthworks-permit', 'housing-subsidy', 'kindergarten-queue', 'personal-data-change'],
    ],
  ])('by the words «%s»', async (words, expected) => {
    expect((await slugs({ words })).sort()).toEqual(expected);
  });
});
