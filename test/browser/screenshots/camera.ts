import path from 'node:path';
import type { Page } from 'playwright-core';

/** Takes whole pages at several widths and says where the files are. */
export type Camera = Readonly<{ shoot(page: Page, name: string): Promise<void> }>;

/** Chromium paints no taller picture; a longer page comes in parts: `…-2.png`. */
const tallest = 8000;

export function camera(dir: string, widths: readonly number[], say: (line: string) => void): Camera {
  async function shootAt(page: Page, name: string, width: number): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    const [wide, high] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
    );
    for (let y = 0; y < high; y += tallest) {
      const file = path.join(dir, `${name}${y === 0 ? '' : `-${y / tallest + 1}`}.png`);
      const clip = { x: 0, y, width, height: Math.min(tallest, high - y) };
      const take = () => page.screenshot({ path: file, fullPage: true, clip });
      // A busy machine may miss the first frame after the size has changed.
      await take().catch(take);
      say(`${file}${wide > width ? `  WIDER THAN ITS SCREEN: ${wide} px` : ''}`);
    }
  }

  return {
    async shoot(page, name) {
      const before = page.viewportSize();
      for (const width of widths) await shootAt(page, name.replace('WIDTH', String(width)), width);
      if (before !== null) await page.setViewportSize(before);
    },
  };
}
