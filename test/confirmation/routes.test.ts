import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor } from '../support/cast.ts';
import { png } from '../support/files.ts';
import { fieldsOf, summaryOf, textOf } from '../support/html.ts';
import { newcomer, scansOf, sendData, signInPerson } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { REQUEST_LIMIT_FACTOR: '1' } });
});
afterAll(() => app.close());

const rows = (table: string, where: object) => app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;

describe('who may come', () => {
  test.each([
    ['get', '/confirmation'],
    ['post', '/confirmation'],
    ['get', '/confirmation/consent'],
    ['post', '/confirmation/consent'],
    ['get', '/confirmation/files/0198f0a0-0000-7000-8000-000000000000'],
    ['post', '/confirmation/withdrawal'],
  ] as const)('signed out, %s %s leads to the login', async (method, path) => {
    const answer = await visitor(app)[method](path).expect(303);
    expect(answer.headers['location']).toMatch(/^\/login/);
  });

  test('whoever is confirmed already is told so and has nothing to send', async () => {
    const anna = await signIn(app, 'anna');
    expect(textOf((await anna.get('/confirmation').expect(200)).text, 'h1')).toBe('Личность подтверждена');
    const { form } = await newcomer(app);
    await sendData(anna, form).expect(303).expect('Location', '/confirmation');
    await anna.get('/confirmation/consent').expect(303).expect('Location', '/confirmation');
  });

  test('without a confirmed e-mail the way leads to the e-mail first', async () => {
    const { browser, form } = await newcomer(app, { email: false });
    const page = await browser.get('/confirmation').expect(200);
    expect(textOf(page.text, 'main')).toContain('Сначала подтвердите почту');
    expect(page.text).toContain('href="/settings/security"');
    await sendData(browser, form).expect(403);
  });

  test('an act that demands confirmation refuses in words and leads here', async () => {
    const { browser } = await newcomer(app);
    const answer = await browser.post(`/applications/drafts/${app.ctx.ids.next()}/submission`);
    expect(answer.status).toBe(403);
    expect(textOf(answer.text, 'main')).toContain('Нужно подтвердить личность');
    expect(answer.text).toContain('href="/confirmation"');
  });
});

describe('data and the copy of the passport', () => {
  test('the form begins with what is known', async () => {
    const { browser } = await newcomer(app);
    const fields = fieldsOf((await browser.get('/confirmation')).text);
    expect(fields).toMatchObject({ lastName: 'Тихонов', firstName: 'Лев', middleName: '', snils: '' });
  });

  test('mistakes come back at once, numbered, with everything typed and the copy kept', async () => {
    const who = await newcomer(app);
    const { browser, form } = who;
    const answer = await sendData(browser, { ...form, snils: '123', passportSeries: '', 'birthDate-day': '45' }).expect(
      422,
    );
    expect(answer.text).toContain('<title>Ошибка: ');
    expect(summaryOf(answer.text)).toEqual([
      expect.stringMatching(/^1\.4\. /),
      expect.stringMatching(/^2\.1\. /),
      expect.stringMatching(/^3\.1\. СНИЛС состоит из 11 цифр/),
    ]);
    expect(fieldsOf(answer.text)).toMatchObject({ snils: '123', 'birthDate-day': '45', birthPlace: 'г. Кострома' });
    expect(textOf(answer.text, '.files')).toContain('паспорт.png');
    // The copy need not be chosen again.
    await sendData(browser, form, null).expect(303).expect('Location', '/confirmation/consent');
    expect((await browser.get(`/confirmation/files/${(await scansOf(app, who)).at(0)}`).expect(200)).body).toEqual(
      png(),
    );
  });

  test('a form begun is there after leaving', async () => {
    const { browser, form, person } = await newcomer(app);
    await sendData(browser, { ...form, snils: 'потом' }).expect(422);
    const later = await signInPerson(app, person.id);
    expect(fieldsOf((await later.get('/confirmation')).text)).toMatchObject({
      snils: 'потом',
      passportIssuedBy: form['passportIssuedBy'],
    });
  });

  test.each([
    ['a text that calls itself a picture', Buffer.from('<script>alert(1)</script>'), 'паспорт.png'],
    ['an empty file', Buffer.alloc(0), 'паспорт.png'],
    ['a file that is too large', Buffer.alloc(5 * 1024 * 1024 + 1, 1), 'паспорт.pdf'],
  ])('%s is refused by name', async (_what, bytes, name) => {
    const { browser, form } = await newcomer(app);
    const answer = await sendData(browser, form, bytes, name).expect(422);
    expect(summaryOf(answer.text)).toEqual([expect.stringContaining(`«${name}»`)]);
    expect(fieldsOf(answer.text)).toMatchObject({ birthPlace: 'г. Кострома' });
  });

  test('no copy at all is asked for', async () => {
    const { browser, form } = await newcomer(app);
    const answer = await sendData(browser, form, null).expect(422);
    expect(summaryOf(answer.text)).toEqual([expect.stringMatching(/^4\.1\. Приложите копию паспорта/)]);
  });

  test('a copy is taken away and forgotten', async () => {
    const who = await newcomer(app);
    const { browser, form } = who;
    await sendData(browser, form).expect(303);
    const [first = ''] = await scansOf(app, who);
    await sendData(browser, { ...form, remove: first, birthPlace: 'г. Галич' }, null)
      .expect(303)
      .expect('Location', '/confirmation#scan');
    expect(await rows('files', { id: first })).toEqual([]);
    const page = await browser.get('/confirmation');
    expect(fieldsOf(page.text)).toMatchObject({ birthPlace: 'г. Галич' });
    expect(page.text).not.toContain('паспорт.png');
    await browser.get(`/confirmation/files/${first}`).expect(404);
    await browser.get('/confirmation/consent').expect(303).expect('Location', '/confirmation');
  });

  test('another person sees neither draft nor copy', async () => {
    const one = await newcomer(app);
    await sendData(one.browser, one.form).expect(303);
    const other = await newcomer(app);
    const [scan = ''] = await scansOf(app, one);
    await one.browser.get(`/confirmation/files/${scan}`).expect(200);
    await other.browser.get(`/confirmation/files/${scan}`).expect(404);
    await sendData(other.browser, { ...other.form, remove: scan }, null).expect(303);
    await one.browser.get(`/confirmation/files/${scan}`).expect(200);
    expect((await other.browser.get('/confirmation')).text).not.toContain(one.form['passportNumber']);
  });
});
