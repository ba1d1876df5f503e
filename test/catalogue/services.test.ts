import { describe, expect, test } from '@jest/globals';
import { allFields } from '../../src/features/catalogue/definition/outline.ts';
import { layOut } from '../../src/features/catalogue/form/layout.ts';
import { knownData, prefill } from '../../src/features/catalogue/form/prefill.ts';
import { resultText } from '../../src/features/catalogue/form/result.ts';
import { person } from './samples.ts';
import { anna, facts, romashka, service, services } from './shipped.ts';

test('five services are shipped', () => {
  expect([...services.keys()]).toEqual([
    'archive-reference',
    'earthworks-permit',
    'housing-subsidy',
    'kindergarten-queue',
    'personal-data-change',
  ]);
});

describe.each([...services.keys()])('%s', (slug) => {
  test('has three or four short pages for either applicant', () => {
    const { pages } = layOut(service(slug), { what: ['name', 'passport', 'birth'] }, person);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.length).toBeLessThanOrEqual(4);
  });

  test('marks local sums and regulations as examples', () => {
    const { fee, regulation } = service(slug);
    expect(regulation.number).toContain('пример');
    if (fee.amount > 0 && 'note' in fee) expect(fee.note).toContain('пример');
  });

  test('asks every question in words that nobody else uses', () => {
    const ids = allFields(service(slug)).map(({ field }) => field.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('every result reads well when its form is complete', () => {
  const texts = [...services.values()].map((definition) =>
    resultText(definition, prefill(definition, {}, knownData(anna, romashka), person.today).answers, facts, person),
  );
  for (const { title, paragraphs } of texts) {
    expect([title, ...paragraphs].join(' ')).not.toContain('{{');
    expect(paragraphs).toContain('Основание: дело 5.');
  }
});
