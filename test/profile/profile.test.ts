import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { profileFor, saveProfile } from '../../src/features/profile/index.ts';
import { mergeEntries } from '../../src/features/profile/rules.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, personOf, signIn, visitor } from '../support/cast.ts';
import { textOf } from '../support/html.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

describe('entries', () => {
  test('a new value replaces, the same keeps its date, an empty one removes', () => {
    const known = {
      inn: { value: '1', source: 'self', at: 1 },
      birthPlace: { value: 'Кострома', source: 'self', at: 1 },
    } as const;
    expect(mergeEntries(known, { inn: '1', birthPlace: '', snils: '2' }, 'self', 9)).toEqual({
      inn: { value: '1', source: 'self', at: 1 },
      snils: { value: '2', source: 'self', at: 9 },
    });
  });

  test('a confirmation of the same value counts from its own day', () => {
    const known = { inn: { value: '1', source: 'self', at: 1 } } as const;
    expect(mergeEntries(known, { inn: '1' }, 'confirmed', 9).inn).toEqual({ value: '1', source: 'confirmed', at: 9 });
  });
});

describe('«Мой профиль»', () => {
  test('shows everything known, with its source, the passport number hidden', async () => {
    const { text } = await (await signIn(run, 'anna')).get('/profile');
    const page = textOf(text, 'main');
    expect(page).toMatch(
      /Смирнова Анна Сергеевна.*Подтверждённая.*\+7.900 000-00-01.*12\.04\.1986 Проверено 20\.11\.2026/,
    );
    expect(page).not.toContain('604417');
    expect(page).toContain('••••17');
  });

  test('shows the unconfirmed the way on', async () => {
    const { text } = await (await signIn(run, 'novichok')).get('/profile');
    expect(textOf(text, 'main')).toMatch(/Упрощённая.*Подтверждение личности/);
    expect(text).toContain('href="/confirmation"');
  });

  test('needs a login', async () => {
    expect((await visitor(run).get('/profile')).headers['location']).toBe('/login?next=%2Fprofile');
  });
});

describe('the stored profile', () => {
  test('is encrypted, and the journal names keys without values', async () => {
    const { id } = await personOf(run, 'vera');
    await run.ctx.transaction((tx) => saveProfile(tx, id, { residenceAddress: 'Тайная улица, 1' }, 'self', id));
    expect((await profileFor(run.ctx, await actorOf(run, 'vera'))).residenceAddress).toBe('Тайная улица, 1');
    const rows = [await run.ctx.db('profiles'), await run.ctx.db('audit_entries')];
    expect(JSON.stringify(rows)).not.toContain('Тайная');
    expect(await run.ctx.db('audit_entries').where({ act: 'profile.changed', actor_id: id }).first()).toBeDefined();
  });

  test('is the person’s own also while they act for an organisation', async () => {
    const profile = await profileFor(run.ctx, await actorOf(run, 'anna', { organisation: true }));
    expect(profile).toMatchObject({ lastName: 'Смирнова', phone: '+79000000001', email: 'anna@example.test' });
  });
});
