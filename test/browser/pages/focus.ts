import type { Page } from 'playwright-core';

/**
 * Gives the focus to everything that can have it, as the keyboard would, and tells what does not show it, hides under something
 * or is smaller than 24 px (WCAG 2.2, 2.4.7, 2.4.11, 2.5.8; links inside sentences are let off by 2.5.8 itself).
 */
export async function focusFindings(page: Page): Promise<string[]> {
  await page.keyboard.press('Tab');
  return page.evaluate<string[]>(walkOfTheFocus);
}

/** Runs in the page. */
const walkOfTheFocus = `(() => {
  const found = [];
  const ways = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const element of document.querySelectorAll(ways)) {
    const { display, visibility } = getComputedStyle(element);
    if (display === 'none' || visibility === 'hidden' || element.offsetParent === null || element.disabled) continue;
    element.focus();
    const style = getComputedStyle(element);
    const name = (element.labels?.[0]?.innerText || element.innerText || element.name || '').trim().slice(0, 40);
    const say = (words) => found.push(words + ': ' + element.tagName.toLowerCase() + ' «' + name + '»');
    if (document.activeElement !== element) { say('cannot have the focus'); continue; }
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!ring && style.boxShadow === 'none') say('does not show the focus');
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    const on = document.elementFromPoint(Math.max(box.left, 0) + Math.min(box.width, 8) / 2, box.top + Math.min(box.height, 20) / 2);
    const itself = on && (element.contains(on) || on.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(on)));
    if (!itself) say('is covered when it has the focus');
    const sentence = style.display === 'inline' && element.tagName === 'A' && element.parentElement.textContent.trim() !== element.textContent.trim();
    const label = element.labels?.[0]?.getBoundingClientRect();
    const height = Math.max(box.height, label ? label.height : 0);
    if (!sentence && (height < 23.5 || box.width < 23.5) && !element.matches('.skip')) say('is smaller than 24 px: ' + Math.round(box.width) + ' × ' + Math.round(height));
  }
  scrollTo(0, 0);
  return [...new Set(found)];
})()`;
