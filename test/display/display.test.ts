import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';

let portal: TestApp;
beforeAll(async () => {
  portal = await startApp();
});
afterAll(async () => portal.close());

const chosen = { size: '200', scheme: 'black', spacing: 'wide', images: 'off' };

describe('«Версия для слабовидящих»', () => {
  test('is one press away from every page and costs nothing until it is chosen', async () => {
    const anybody = visitor(portal);
    const front = await anybody.get('/services').expect(200);
    const page = parse(front.text);
    expect(page('.top a[href="/display"]').text()).toBe('Версия для слабовидящих');
    expect(page('html').attr()).toEqual({ lang: 'ru' });
    expect(page('link[rel="stylesheet"]')).toHaveLength(1);

    const { text } = await anybody.get('/display').set('Referer', 'http://localhost:3000/services').expect(200);
    // Sent as it stands it already helps.
    expect(fieldsOf(text)).toMatchObject({ size: '150', scheme: 'white', next: '/services' });
  });

  test('what is chosen stays in the browser and stands on every page, errors too', async () => {
    const anybody = visitor(portal);
    const sent = await anybody
      .post('/display')
      .type('form')
      .send({ ...chosen, next: '/services', stay: 'yes' });
    expect([sent.status, sent.headers['location']]).toEqual([303, '/display?next=%2Fservices']);
    expect(String(sent.headers['set-cookie'])).toMatch(/display=200\.black\.wide\.off; Max-Age=31536000; Path=\/;/);
    for (const [path, status] of [
      ['/services', 200],
      ['/no-such-page', 404],
    ] as const) {
      const page = parse((await anybody.get(path).expect(status)).text);
      expect(page('html').attr()).toEqual({
        lang: 'ru',
        'data-size': '200',
        'data-scheme': 'black',
        'data-spacing': 'wide',
        'data-images': 'off',
      });
      const sheets = page('link[rel="stylesheet"]').map((_at, link) => page(link).attr('href')?.split('.')[0] ?? '');
      expect(sheets.get()).toEqual(['/static/css/kabinet', '/static/css/display']);
      expect(page('link[rel="stylesheet"]').first().attr('href')).toContain('kabinet.200.');
    }
    const settings = await anybody.get('/display').expect(200);
    expect(fieldsOf(settings.text, 'main form')).toMatchObject(chosen);
  });

  test('in large letters only short words are held together, for a line holds few', async () => {
    const anybody = visitor(portal);
    const held = /Проверить может\s+каждый, входить не\u00A0нужно/u;
    const always = /Номер и\u00A0код напечатаны/u;
    expect((await anybody.get('/check').expect(200)).text).toMatch(held);
    expect((await anybody.get('/display').expect(200)).text).toContain('Сейчас вид обычный');
    const looks = [
      { look: { size: '150' }, short: held },
      { look: { size: '100', spacing: 'wider' }, short: held },
      { look: { size: '200' }, short: /Проверить может\s+каждый, входить не нужно/u },
    ];
    for (const { look, short } of looks) {
      await anybody
        .post('/display')
        .type('form')
        .send({ ...chosen, spacing: 'normal', ...look });
      const page = (await anybody.get('/check').expect(200)).text;
      expect((await anybody.get('/display').expect(200)).text).not.toContain('Сейчас вид обычный');
      expect(page).toMatch(always);
      expect(page).toMatch(short);
      const service = (await anybody.get('/services/earthworks-permit').expect(200)).text;
      expect(service).toContain('1\u00A0500\u00A0₽');
      expect(service).toContain('Схема не соответствует');
      expect(page).toContain('Сборы и\u00A0сроки местных услуг\u00A0— пример.');
      expect((await anybody.get('/register').expect(200)).text).toContain('Регистрация\u00A0· шаг 1\u00A0из\u00A06');
    }
    await anybody
      .post('/display')
      .type('form')
      .send({ ...chosen, size: '100', spacing: 'normal' });
    expect((await anybody.get('/check').expect(200)).text).toMatch(held);
  });

  test('the ordinary look comes back with one press, on the page where one is', async () => {
    const anybody = visitor(portal);
    await anybody.post('/display').type('form').send(chosen);
    const { text } = await anybody.get('/check').expect(200);
    const back = fieldsOf(text, '.top form');
    const sent = await anybody
      .post('/display')
      .type('form')
      .send({ ...back, ordinary: 'yes' });
    expect([sent.status, sent.headers['location']]).toEqual([303, '/check']);
    expect(parse((await anybody.get('/check')).text)('html').attr()).toEqual({ lang: 'ru' });
  });

  test('is among the settings of those signed in, and survives the exit', async () => {
    const vera = await signIn(portal, 'vera');
    const { text } = await vera.get('/settings/display').expect(200);
    expect(textOf(text, '.tabs')).toBe('Безопасность Отображение');
    await vera.post('/settings/display').type('form').send(chosen).expect(303);
    const left = await vera.post('/logout').type('form').send({});
    expect(left.headers['clear-site-data']).not.toContain('cookies');
    expect(parse((await vera.get('/login')).text)('html').attr('data-scheme')).toBe('black');
  });

  test('the desk has it, too', async () => {
    const sergey = await signIn(portal, 'sergey');
    await sergey.post('/settings/display').type('form').send(chosen).expect(303);
    const page = parse((await sergey.get('/staff/applications').expect(200)).text);
    expect(page('link[href*="staff.200."]')).toHaveLength(1);
  });

  test('a cookie that somebody else has written does no harm', async () => {
    for (const cookie of ['display=1.2.3.4', 'display="><script>', 'display=', 'display=200']) {
      const { text } = await visitor(portal).get('/services').set('Cookie', cookie).expect(200);
      expect(text).not.toContain('<script>');
      const size = cookie === 'display=200' ? '200' : undefined;
      expect(parse(text)('html').attr('data-size')).toBe(size);
    }
  });

  test('leads back to pages of ours only', async () => {
    const sent = await visitor(portal)
      .post('/display')
      .type('form')
      .send({ ...chosen, next: 'https://evil.example/' });
    expect(sent.headers['location']).toBe('/');
  });
});
