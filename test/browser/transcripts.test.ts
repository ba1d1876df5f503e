import { afterAll, beforeAll, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startSite, type TestSite } from '../support/browser.ts';
import { seedDemoCases } from '../support/demo-cases.ts';
import type { Walker } from '../support/every-route.ts';
import { expectGolden } from './pages/golden.ts';
import { pageOf } from './pages/page-of.ts';
import { transcript } from './pages/reader.ts';
import { pageVisitor } from './visitor.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
  await seedDemoCases(site.test);
  await site.test.worker.drain();
}, 60_000);
afterAll(async () => site.close());

/** Listens to a part of the page as it stands; the files of `transcripts/` tell what is to be heard. */
async function hear(page: Page, name: string, part = 'main'): Promise<void> {
  expectGolden(name, await transcript(page, part));
}

async function listener(walker: Walker) {
  const page = await pageOf(site, walker);
  return { page, visitor: pageVisitor(page) };
}

async function followFirst(page: Page, links: string): Promise<void> {
  await page.goto((await page.locator(links).first().getAttribute('href')) ?? '');
}

test('coming in is heard in order, and so is a refusal', async () => {
  const { page, visitor } = await listener('guest');
  await page.goto('/login');
  await hear(page, 'login', 'body');
  await visitor.press('Войти');
  await page.locator('.error-summary:focus').waitFor();
  await hear(page, 'login-refused');
  await page.goto('/display');
  await hear(page, 'display');
}, 120_000);

test('an application is heard from the service to the number', async () => {
  const { page, visitor } = await listener('vera');
  await page.goto('/services/archive-reference');
  await hear(page, 'service');
  await visitor.press('Оформить');
  await visitor.arrive('Заявитель');
  await hear(page, 'form');
  await visitor.press('Сохранить и продолжить');
  await visitor.arrive('О чём справка');
  await visitor.press('Сохранить и продолжить');
  await page.locator('.error-summary:focus').waitFor();
  await hear(page, 'form-refused');
  await visitor.tick('Обо мне', 'О ком нужны сведения');
  await visitor.tick('Об учёбе', 'Какие сведения нужны');
  await visitor.tick('Нет', 'Менялись ли за эти годы фамилия или имя');
  await visitor.press('Сохранить и продолжить');
  await visitor.read('Учреждение или организация');
  await visitor.fill('Учреждение или организация', 'Костромской политехнический колледж');
  await visitor.fill('С', '2010', 'За какие годы искать');
  await visitor.fill('По', '2014', 'За какие годы искать');
  await visitor.press('Сохранить и продолжить');
  await visitor.read('Для чего нужна справка');
  await visitor.choose('Для чего нужна справка', 'Льготы и звания');
  await visitor.tick('В кабинете', 'Как получить справку');
  await visitor.press('Сохранить и продолжить');
  await visitor.arrive('Документы');
  await visitor.press('Сохранить и продолжить');
  await visitor.arrive('Проверьте заявление');
  await hear(page, 'check-answers');
  await visitor.press('Отправить');
  await visitor.arrive('Заявление отправлено');
  await hear(page, 'sent');
}, 120_000);

test('the cabinet is heard', async () => {
  const { page } = await listener('anna');
  await page.goto('/cabinet');
  await hear(page, 'cabinet', 'body');
  await page.goto('/applications');
  await hear(page, 'applications');
  await page.goto('/applications?status=documents_required');
  await followFirst(page, 'main a[href^="/applications/44-"]');
  await hear(page, 'application');
  await page.goto('/documents/new');
  await hear(page, 'new-document');
  await page.goto('/profile');
  await hear(page, 'profile');
}, 120_000);

test('the desk is heard', async () => {
  const { page } = await listener('sergey');
  await page.goto('/staff/applications');
  await hear(page, 'desk');
  await followFirst(page, 'main a[href^="/staff/applications/44-"]');
  await hear(page, 'desk-case');
}, 120_000);
