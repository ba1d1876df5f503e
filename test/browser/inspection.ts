import type { Page } from 'playwright-core';
import type { Visitor } from '../journey/visitor.ts';
import { axeFindings, domFindings, htmlFindings, layoutFindings } from '../support/access.ts';
import { findingsInEveryMode } from './full/on-the-spot.ts';
import { placeOf, watched } from './watching.ts';

/** Looks closely at pages and states, once at each. */
export type Inspector = Readonly<{
  page: Page;
  /** Walks and looks at everything on the way; tries every form of `forms` empty before filling it in. */
  visitor: Visitor;
  /** Looks at the page as it stands now; `state` names one that its title and heading do not tell. */
  look(state?: string): Promise<void>;
  /** Presses a button, expects a refusal with a summary that has the focus, and looks at it. */
  refused(button: string, state?: string): Promise<void>;
}>;

/** What all inspectors of a test have found, and where they have been. */
export type Notebook = Readonly<{ findings: string[]; places: Set<string> }>;

export function newNotebook(): Notebook {
  return { findings: [], places: new Set() };
}

/** Forms whose empty sending is refused, and the button that sends them. */
const forms = new Map([
  ['/login', 'Войти'],
  ['/login/code', 'Войти'],
  ['/register', 'Получить код'],
  ['/register/code', 'Подтвердить телефон'],
  ['/register/name', 'Продолжить'],
  ['/register/access', 'Продолжить'],
  ['/register/agreement', 'Продолжить'],
  ['/register/consent', 'Создать учётную запись'],
  ['/confirmation', 'Продолжить'],
  ['/confirmation/consent', 'Отправить запрос'],
  ['/applications/drafts/:id/pages/works', 'Сохранить и продолжить'],
  ['/applications/drafts/:id/pages/schedule', 'Сохранить и продолжить'],
  ['/applications/drafts/:id/documents', 'Сохранить и продолжить'],
  ['/applications/drafts/:id/signing', 'Проверить подпись'],
  ['/applications/:id/answer', 'Подтвердить отправку'],
  ['/staff/confirmations/:id', 'Записать решение'],
  ['/staff/applications/:id', 'Записать решение'],
  ['/staff/applications/:id/documents-request', 'Отправить запрос'],
  ['/check', 'Проверить'],
]);

const everyMode = process.env['EVERY_MODE'] === 'yes';

/** How long a walk may take, in milliseconds: much longer when it looks at everything in every mode. */
export function patience(seconds: number): number {
  return seconds * 1000 * (everyMode ? 10 : 1);
}

export async function inspector(page: Page, notebook: Notebook, scripts: boolean): Promise<Inspector> {
  const { findings, places } = notebook;
  const served = lastDocument(page);

  async function look(state = ''): Promise<void> {
    const place = (await stateOf(page)) + state;
    if (places.has(place)) return;
    places.add(place);
    await page.evaluate(openDetails);
    const found = [
      ...(await layoutFindings(page)),
      // Without scripts a page is the same but for what scripts add: axe looks at it with them.
      ...(scripts ? [...(await axeFindings(page)), ...(await domFindings(page))] : await htmlFindings(await served())),
      ...(scripts && everyMode ? (await findingsInEveryMode(page)).map(({ words }) => words) : []),
    ];
    await page.evaluate(closeDetails);
    findings.push(...found.map((finding) => `${place}: ${finding}`));
  }

  async function refused(button: string, state = ''): Promise<void> {
    await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
    await page.locator('.error-summary:focus').waitFor();
    const title = await page.title();
    if (!title.startsWith('Ошибка: ')) findings.push(`${placeOf(page)}: the title of a refusal is «${title}»`);
    await look(state);
  }

  const tried = new Set<string>();

  async function lookTwice(): Promise<void> {
    await look();
    const place = placeOf(page);
    const button = forms.get(place);
    const here = page.getByRole('main').getByRole('button', { name: button ?? '', exact: true });
    if (button === undefined || tried.has(place) || (await here.count()) === 0) return;
    tried.add(place);
    const address = page.url();
    await refused(button);
    await page.goto(address);
  }

  return { page, visitor: watched(page, lookTwice), look, refused };
}

/** What is folded away is looked at, too, and folded again. */
const openDetails = `document.querySelectorAll('details:not([open])').forEach((part) => { part.open = true; part.dataset.looked = ''; })`;
const closeDetails = `document.querySelectorAll('[data-looked]').forEach((part) => { part.open = false; delete part.dataset.looked; })`;

/** The markup of the latest document that the page was made of, as it came. */
function lastDocument(page: Page): () => Promise<string> {
  let served: Promise<string> = Promise.resolve('');
  page.on('response', (response) => {
    const whole = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (whole) served = response.text().catch(() => '');
  });
  return () => served;
}

/** Place and heading; a refused form is another state of the same place. */
async function stateOf(page: Page): Promise<string> {
  const mistakes = (await page.title()).startsWith('Ошибка') ? ', with mistakes' : '';
  return `${placeOf(page)}${mistakes} «${await page.locator('h1').first().innerText()}»`;
}
