import { expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { minute } from '../../src/platform/values/durations.ts';
import { cast, demoPassword, personOf } from '../support/cast.ts';
import { signIn } from '../journey/steps/sign-in.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook, patience } from './inspection.ts';
import { missed } from './pages/on-the-way.ts';

const { site, guest, enter } = inspectedSite({ env: { PASSWORD_MAX_AGE_DAYS: '180' } });

test(
  'the pages of settings that stand in the midst of something can be used by everybody',
  async () => {
    const notebook = newNotebook();
    const { advance, test: portal } = site();
    const codeOf = async (secret: string) =>
      generate({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(portal.ctx.clock.now() / 1000), period: 30 });

    const boris = await enter('boris', notebook);
    await boris.page.goto('/settings/security');
    await boris.visitor.press('Включить коды из приложения');
    await boris.visitor.arrive('Коды из приложения');
    const [secret = ''] = /(?:[A-Z2-7]{4} ?){8}/.exec(await boris.visitor.text()) ?? [];
    await boris.refused('Включить');
    await boris.visitor.fill('Код из приложения', await codeOf(secret));
    await boris.visitor.press('Включить');
    await boris.page.waitForURL('**/settings/security');
    await boris.look('with the app');
    await boris.page.goto('/settings/security/app/removal');
    await boris.look();
    await boris.page.context().close();

    // Nobody in the demo lacks an address.
    const { id } = await personOf(portal, 'novichok');
    await portal.ctx.db('identifiers').where({ person_id: id, kind: 'email' }).delete();
    const novichok = await enter('novichok', notebook);
    await novichok.page.goto('/settings/security/email');
    await novichok.look();
    await novichok.page.context().close();

    const { id: mariaId } = await personOf(portal, 'maria');
    await portal.ctx.db('people').where({ id: mariaId }).update({ password_changed_at: 0 });
    const maria = await guest(notebook);
    await signIn(site().origin, maria.visitor, { phone: cast.maria.phone, password: demoPassword });
    await maria.visitor.arrive('Пора обновить пароль');
    await maria.refused('Сменить пароль и войти');
    await maria.visitor.fill('Новый пароль', 'Тихий-Дон-1928');
    await maria.visitor.fill('Новый пароль ещё раз', 'Тихий-Дон-1928');
    await maria.visitor.press('Сменить пароль и войти');
    await maria.page.waitForURL('**/staff');
    await maria.page.context().close();

    const { page, visitor, look } = await enter('vera', notebook);
    await page.goto('/services/archive-reference');
    await visitor.press('Оформить');
    await visitor.arrive('Заявитель');
    advance(11 * minute);
    await visitor.fill('Электронная почта', 'vera@example.test');
    await visitor.press('Сохранить черновик');
    await visitor.arrive('Вход');
    await look('after the session has ended');
    await visitor.fill('Телефон, почта, ИНН или СНИЛС', cast.vera.phone);
    await visitor.fill('Пароль', demoPassword);
    await visitor.press('Войти');
    await visitor.arrive('Мы сохранили то, что вы отправляли');

    expect(notebook.findings).toEqual([]);
    expect(missed('the settings', notebook.places)).toEqual([]);
  },
  patience(240),
);

test(
  'chosen letters stand wider in text, links and buttons, and twice as large they stay on a narrow screen',
  async () => {
    const { page } = await guest(newNotebook());
    await page.context().addCookies([{ name: 'display', value: '200.black.wider.on', url: site().origin }]);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/display');
    const spacings = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main p, main button, .strip a')].map((one) => getComputedStyle(one).letterSpacing)`,
    );
    expect(spacings.length).toBeGreaterThan(2);
    expect(spacings).not.toContain('normal');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.context().close();
  },
  patience(60),
);
