import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';

let test_: TestApp;

beforeAll(async () => {
  test_ = await startApp();
});
afterAll(async () => {
  await test_.close();
});

const get = async (path: string, browser = visitor(test_)) => {
  const { status, text } = await browser.get(path);
  return { status, html: text, main: textOf(text, 'main') };
};
const links = (html: string) =>
  parse(html)('main a')
    .map((_at, link) => parse(html)(link).attr('href'))
    .get();

describe('the catalogue', () => {
  test('offers popular services, categories and life situations to a guest', async () => {
    const { status, html, main } = await get('/services');
    expect(status).toBe(200);
    expect(textOf(html, 'h1')).toBe('Услуги');
    expect(main).toContain('Популярные услуги');
    expect(main).toContain('Субсидии и льготы');
    expect(main).toContain('Родился ребёнок');
    expect(main).toMatch(/23 ?Субсидия на оплату ЖКУ.*10.рабочих дней ?бесплатно/);
    expect(links(html)).toContain('/services/kindergarten-queue');
  });

  test('narrows by category, situation and audience', async () => {
    expect((await get('/services?category=education')).main).toMatch(/^Все услуги|Дети и образование/);
    const { html } = await get('/services?situation=name-changed');
    expect(textOf(html, 'h1')).toBe('Сменились имя или паспорт');
    expect(textOf(html, 'main tbody')).toContain('Изменение персональных данных');
    expect(textOf(html, 'main tbody')).not.toContain('Субсидия');
    const business = await get('/services?for=business');
    expect(business.main).toContain('Разрешение на земляные работы');
    expect(business.main).not.toContain('детский сад');
    expect(textOf(business.html, 'main h2')).toContain('Все услуги');
  });

  test('finds by words in any case, ё or е, and keeps them in the box', async () => {
    const { html, main } = await get(`/services?q=${encodeURIComponent('РЕБЕНОК')}&for=citizens`);
    expect(main).toContain('Найдено: 1 услуга');
    expect(main).toContain('Постановка в очередь в детский сад');
    expect(fieldsOf(html)).toEqual({ for: 'citizens', q: 'РЕБЕНОК' });
  });

  test('says when nothing is found, and shows words as words', async () => {
    const { status, html, main } = await get(`/services?q=${encodeURIComponent('<b>дракон</b>')}`);
    expect(status).toBe(200);
    expect(main).toContain('Ничего не нашлось');
    expect(html).not.toContain('<b>дракон');
  });

  test('leaves unknown filters aside', async () => {
    const { status, html } = await get('/services?category=__proto__&situation=x&for=robots&q[]=1&q[]=2');
    expect(status).toBe(200);
    expect(textOf(html, 'h1')).toBe('Услуги');
  });
});

describe('the page of a service', () => {
  test('tells a guest everything of CAT-3 and where to begin', async () => {
    const { status, html, main } = await get('/services/earthworks-permit');
    expect(status).toBe(200);
    for (const words of [
      'Кто может получить',
      'Схема места работ',
      'Согласования владельцев сетей',
      '10\u00A0рабочих дней',
      '1\u00A0500\u00A0₽',
      'Квалифицированная электронная подпись: понадобятся сертификат аккредитованного удостоверяющего центра и программа',
      'Управление городского хозяйства',
      'П-8 (пример)',
      'EAR-A1',
      'EAR-G1',
      'Реквизиты для оплаты',
      'пример: по ним платить нельзя',
      'Запросим сами',
    ])
      expect(main.replace(/ /g, ' ')).toContain(words.replace(/\u00A0/g, ' '));
    const form = parse(html)('main form[action="/applications"]');
    expect(form.attr('method')).toBe('post');
    expect(form.find('input[name="slug"]').attr('value')).toBe('earthworks-permit');
    expect(main).toContain('Сначала попросим войти в кабинет');
    expect(main).not.toContain('Есть в профиле');
  });

  test('tells a signed-in person what the profile has', async () => {
    const { main, html } = await get('/services/housing-subsidy', await signIn(test_, 'anna'));
    expect(main).toMatch(/Есть в профиле фамилия, имя, дата рождения, СНИЛС/);
    expect(parse(html)('form[action="/applications"]').length).toBe(1);
  });

  test('tells a person who is not confirmed what is lacking, and that a draft may be filled', async () => {
    const { main, html } = await get('/services/housing-subsidy', await signIn(test_, 'novichok'));
    expect(main).toMatch(/Спросим в заявлении .*СНИЛС/);
    expect(main).toContain('после подтверждения личности');
    expect(links(html)).toContain('/confirmation');
  });

  test('offers an organisation only what organisations get, and a reader nothing to begin', async () => {
    const firm = await signIn(test_, 'anna', { organisation: true });
    expect((await get('/services/earthworks-permit', firm)).html).toContain('action="/applications"');
    const citizens = await get('/services/kindergarten-queue', firm);
    expect(citizens.html).not.toContain('action="/applications"');
    expect(citizens.main).toContain('Эту услугу получают граждане');
    const reader = await get('/services/earthworks-permit', await signIn(test_, 'boris', { organisation: true }));
    expect(reader.html).not.toContain('action="/applications"');
    expect(reader.main).toContain('вы можете только смотреть');
  });

  test.each(['/services/nothing-like-that', '/services/Kindergarten-Queue', '/services/..%2f', '/services/a%00b'])(
    'answers 404 in Russian for %s',
    async (path) => {
      const { status, main } = await get(path);
      expect(status).toBe(404);
      expect(main).toContain('Страница не найдена');
    },
  );
});
