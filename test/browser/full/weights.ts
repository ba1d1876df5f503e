import { budgets } from '../pages/budgets.ts';
import { atMost, type Figure } from './figures.ts';
import type { Look } from './looks.ts';

/** Goal 3: the heaviest of each beside what is allowed. The page of samples is for builders of pages and has no bounds. */
export function weightFigures(looks: readonly Look[], laterRequests: number): Figure[] {
  const pages = looks.filter(({ visit }) => visit.route.path !== '/demo/components');
  const most = (of: readonly Look[], part: keyof Look['weight']) =>
    Math.max(0, ...of.map(({ weight }) => weight[part]));
  const [forms, lists] = [pages.filter(({ list }) => !list), pages.filter(({ list }) => list)];
  const [plain, live] = [forms.filter(({ fragments }) => !fragments), pages.filter(({ fragments }) => fragments)];
  const bytes = (what: string, ours: number, allowed: number) => atMost(3, what, ours, allowed, 'bytes');
  return [
    bytes('HTML of a page', most(forms, 'html'), budgets.html),
    bytes('HTML of a list', most(lists, 'html'), budgets.list),
    bytes('style sheet', most(pages, 'css'), budgets.css),
    bytes('own script', most(pages, 'script'), budgets.script),
    bytes('first load of a form', most(plain, 'total'), budgets.form.bytes),
    atMost(3, 'requests for it', most(plain, 'requests'), budgets.form.requests),
    bytes('first load of a page with parts', most(live, 'total'), budgets.fragments.bytes),
    atMost(3, 'requests for it', most(live, 'requests'), budgets.fragments.requests),
    atMost(3, 'requests for a later page', laterRequests, 1),
  ];
}
