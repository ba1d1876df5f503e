import { expect, test } from '@jest/globals';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook } from './inspection.ts';

const { site, guest } = inspectedSite();

const bad = `<!DOCTYPE html><html lang="ru"><head><title>Плохая страница</title></head><body><main><h1>Заголовок</h1>
<p style="color:#bbb;background:#fff">Бледный текст</p><div style="width:900px">Широко</div><img src="/x.png">
<p id="twice"></p><p id="twice"></p></main></body></html>`;

test.each([true, false])(
  'a bad page is caught (scripts: %s)',
  async (scripts) => {
    const notebook = newNotebook();
    const { page, look } = await guest(notebook, { scripts });
    await page.route('**/bad', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: bad }));
    await page.goto(`${site().origin}/bad`);
    await look();
    const found = notebook.findings.join('\n');
    for (const finding of ['axe color-contrast', 'axe image-alt', 'wider than 320 px: div', 'html no-dup-id']) {
      expect(found).toContain(finding);
    }
    await page.context().close();
  },
  30_000,
);
