import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, test } from '@jest/globals';
import { createViews } from '../../../src/http/views.ts';
import { readDefinitions } from '../../../src/features/catalogue/actions.ts';
import type { Answers, Circumstances } from '../../../src/features/catalogue/form/answers.ts';
import { layOut } from '../../../src/features/catalogue/form/layout.ts';
import { migrateAnswers } from '../../../src/features/catalogue/form/migration.ts';
import { checkApplication } from '../../../src/features/catalogue/form/problems.ts';
import { readPage } from '../../../src/features/catalogue/form/read-page.ts';
import { pageView } from '../../../src/features/catalogue/form/view.ts';
import type { ServiceDefinition } from '../../../src/features/catalogue/definition/service.ts';
import { definition as sample, organisation, person } from '../samples.ts';

const views = createViews({
  root: path.resolve('views'),
  asset: (file) => `/${file}`,
  timeZone: 'Europe/Moscow',
  cached: true,
});

function render(definition: ServiceDefinition, pageId: string, answers: Answers, about: Circumstances, wrong = false) {
  const problems = wrong ? checkApplication(definition, answers, {}, about) : [];
  const page = pageView(pageId, { definition, answers, about, problems });
  return load(`<form>${views.render('catalogue/_form-page', { page })}</form>`);
}

/** What a browser would send from the page as it stands. */
function bodyOf(html: ReturnType<typeof load>): Record<string, string | string[]> {
  const body: Record<string, string | string[]> = {};
  for (const { name, value } of html('form').serializeArray()) {
    const had = body[name];
    body[name] = had === undefined ? value : [...(Array.isArray(had) ? had : [had]), value];
  }
  return body;
}

const family = [
  { name: 'Пётр', birthDate: { day: '31', month: '2', year: '2001' }, works: 'yes', income: 1200050 },
  {},
];

describe('a page', () => {
  test('sent back untouched changes no answer, right or wrong', () => {
    for (const [pageId, answers] of [
      ['who', { lastName: 'Smirнова', pet: 'yes', petName: 'Мурка «Мурзик» & Co' }],
      ['family', { family }],
    ] as const) {
      const reading = readPage(sample(), pageId, answers, bodyOf(render(sample(), pageId, answers, person)), person);
      expect(reading?.answers).toEqual(answers);
      expect(reading?.appeared).toEqual([]);
    }
  });

  test('shows each mistake beside its control and marks it for readers', () => {
    const html = render(sample(), 'family', { family }, person, true);
    const year = html('#family_0_birthDate-year');
    expect(year.attr('aria-invalid')).toBe('true');
    expect(html('#family_0_birthDate-error').text()).toContain('Такой даты нет');
    expect(html('[id="family_1_name"]').attr('aria-describedby')).toBe('family_1_name-error');
    expect(html('[id="family_1_name-error"]').text()).toContain('Укажите имя');
  });

  test('has plain buttons to add and take away, and Enter means to continue', () => {
    const html = render(sample(), 'family', { family }, person);
    const buttons = html('button').map((_at, button) => `${html(button).attr('name')}=${html(button).attr('value')}`);
    expect(buttons.get()).toEqual(['do=continue', 'do=remove:family_0', 'do=remove:family_1', 'do=add:family']);
    expect(html('button[value="remove:family_1"]').text()).toBe('Убрать Член семьи 2');
    expect(html('[role=group][aria-labelledby=family_1] h2').text()).toBe('Член семьи 2');
  });
});

const shipped = (await readDefinitions()).flatMap((definition) =>
  (definition.audience === 'both' ? [person, organisation] : [person]).map((about) => ({ definition, about })),
);

/** One answer after another that brings up as many questions as there are. */
const curious: Answers = {
  identity: 'other',
  about: 'other',
  subject: 'other',
  nameChanged: 'yes',
  way: 'post',
  basis: 'rent',
  debt: 'agreed',
  benefit: 'yes',
  hasIncome: 'yes',
  payTo: 'account',
  family: [{ memberHasIncome: 'yes' }],
  role: 'guardian',
  birthRecord: 'russia',
  specialNeeds: 'yes',
  purpose: 'repair',
  contractor: 'other',
  what: ['name', 'passport', 'birth'],
};

test.each(shipped)(
  'every page of $definition.slug for $about.applicant is drawn whole and comes back whole',
  ({ definition, about }) => {
    const { answers } = migrateAnswers(definition, definition, curious, about.today);
    const { pages } = layOut(definition, answers, about);
    expect(pages.length).toBeGreaterThan(2);
    for (const { id } of pages) {
      const html = render(definition, id, answers, about, true);
      const ids = html('[id]')
        .map((_at, element) => html(element).attr('id'))
        .get();
      expect(new Set(ids).size).toBe(ids.length);
      for (const control of html('input:not([type=hidden]), select, textarea').toArray())
        expect(html(`label[for="${html(control).attr('id')}"]`).length).toBe(1);
      expect(readPage(definition, id, answers, bodyOf(html), about)?.answers).toEqual(answers);
    }
  },
);
