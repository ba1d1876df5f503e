import { expect, test } from '@jest/globals';
import { cast } from '../../src/features/demo/cast.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook, patience, type Inspector } from './inspection.ts';

const { guest, enter } = inspectedSite();

/** Opens an address that is refused with this status, and looks at the page that says so. */
async function refusedAt({ page, look }: Inspector, address: string, status: number): Promise<void> {
  const response = await page.goto(address);
  expect({ address, status: response?.status() }).toEqual({ address, status });
  await look();
}

test(
  'pages that are not there or not for this person',
  async () => {
    const notebook = newNotebook();
    const nobody = await guest(notebook);
    await refusedAt(nobody, '/no-such-page', 404);
    await refusedAt(nobody, '/register/email/no-such-letter-was-ever-written-to-anybody-0', 404);
    const boris = await enter('boris', notebook);
    await refusedAt(boris, '/staff', 404);
    await refusedAt(boris, '/applications/44-2026-000999-0', 404);
    await boris.page.getByRole('form', { name: 'Чей кабинет открыт' }).getByRole('button', { name: 'Ромашка' }).click();
    await boris.page.waitForURL('**/cabinet');
    await refusedAt(boris, '/documents/new', 403);
    const petr = await enter('petr', notebook);
    await refusedAt(petr, '/staff/applications', 403);
    await refusedAt(petr, '/staff/confirmations/44-2026-000999-0', 404);
    expect(notebook.findings).toEqual([]);
  },
  patience(180),
);

test(
  'a wrong password, and a login that is locked',
  async () => {
    const notebook = newNotebook();
    const { page, visitor, refused } = await guest(notebook);
    await page.goto('/login');
    await visitor.fill('Телефон, почта, ИНН или СНИЛС', cast.irina.phone);
    for (const words of ['Неверный логин или пароль', 'Неверный логин или пароль', 'Превышено количество попыток']) {
      await visitor.fill('Пароль', 'не-тот-пароль-1');
      await refused('Войти', words);
      await page.getByText(words).first().waitFor();
    }
    expect(notebook.findings).toEqual([]);
  },
  patience(120),
);

test(
  'a file of the wrong kind, and a page that was changed in another tab',
  async () => {
    const notebook = newNotebook();
    const { page, visitor, look, refused } = await enter('vera', notebook);
    await page.goto('/documents/new');
    await visitor.choose('Что это за документ', 'Другой документ');
    await visitor.attach('Файл', { name: 'договор.pdf', type: 'application/pdf', bytes: Buffer.from('это не PDF') });
    await refused('Загрузить');

    await page.goto('/services/housing-subsidy');
    await visitor.press('Оформить');
    await visitor.arrive('Заявитель');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Электронная почта').fill('drugaya@example.test');
    await other.getByRole('button', { name: 'Сохранить черновик' }).click();
    await other.getByRole('button', { name: 'Сохранить черновик' }).waitFor();
    await visitor.fill('Электронная почта', 'vera@example.test');
    await visitor.press('Сохранить и продолжить');
    await visitor.arrive('Эту страницу изменили в другой вкладке');
    await look();
    expect(notebook.findings).toEqual([]);
  },
  patience(180),
);
