import path from 'node:path';
import type { Page } from 'playwright-core';

/** Takes whole pages at several widths and says where the files are. */
export type Camera = Readonly<{ shoot(page: Page, name: string): Promise<void> }>;

export function camera(dir: string, widths: readonly number[], say: (line: string) => void): Camera {
  return {
    async shoot(page, name) {
      const before = page.viewportSize();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const file = path.join(dir, `${name.replace('WIDTH', String(width))}.png`);
        await page.screenshot({ path: file, fullPage: true });
        const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
        say(`${file}${scrollWidth > width ? `  WIDER THAN ITS SCREEN: ${scrollWidth} px` : ''}`);
      }
      if (before !== null) await page.setViewportSize(before);
    },
  };
}
