import { parseDefinition } from '../../src/features/catalogue/definition/rules.ts';
import type { ServiceDefinition } from '../../src/features/catalogue/definition/service.ts';
import type { Circumstances } from '../../src/features/catalogue/form/answers.ts';

export const person: Circumstances = { today: '2026-11-20', applicant: 'person' };
export const organisation: Circumstances = { today: '2026-11-20', applicant: 'organisation' };

type Json = Record<string, unknown>;

const yesNo = [
  { value: 'yes', label: 'Да' },
  { value: 'no', label: 'Нет' },
];

/** A small service as its file holds it, with everything that must be there. */
export function json(changes: Json = {}): Json {
  return {
    slug: 'sample',
    number: 99,
    title: 'Учебная услуга',
    shortTitle: 'Учебная',
    summary: 'Для проверки.',
    category: 'social',
    audience: 'both',
    whoMay: ['Все.'],
    department: { code: 'social', name: 'Управление социальной защиты' },
    result: { description: 'Справка.', template: { title: 'Справка', paragraphs: ['Дана {{lastName}}.'] } },
    term: { amount: 5, unit: 'working-days' },
    fee: { amount: 0 },
    signature: 'none',
    regulation: { number: '1 (пример)', name: 'Регламент' },
    refusals: {
      acceptance: [{ code: 'SAM-A1', text: 'Неполно.' }],
      granting: [{ code: 'SAM-G1', text: 'Нет права.' }],
    },
    pages: [
      {
        id: 'who',
        title: 'Кто',
        fields: [
          { type: 'name', id: 'lastName', label: 'Фамилия', part: 'lastName', prefill: 'profile.lastName' },
          {
            type: 'choice',
            id: 'pet',
            label: 'Есть ли питомец',
            options: yesNo,
            errors: { missing: 'Ответьте про питомца' },
          },
          {
            type: 'text',
            id: 'petName',
            label: 'Имя питомца',
            when: { field: 'pet', equals: 'yes' },
            errors: { missing: 'Укажите имя питомца' },
          },
        ],
      },
      {
        id: 'family',
        title: 'Семья',
        fields: [
          {
            type: 'group',
            id: 'family',
            label: 'Члены семьи',
            itemTitle: 'Член семьи',
            itemName: '{{name}}',
            add: 'Добавить члена семьи',
            max: 3,
            fields: [
              { type: 'text', id: 'name', label: 'Имя', errors: { missing: 'Укажите имя' } },
              {
                type: 'date',
                id: 'birthDate',
                label: 'Дата рождения',
                max: 'today',
                errors: { missing: 'Введите дату рождения' },
              },
              {
                type: 'choice',
                id: 'works',
                label: 'Работает',
                options: yesNo,
                errors: { missing: 'Ответьте, работает ли' },
              },
              {
                type: 'money',
                id: 'income',
                label: 'Доход',
                when: { field: 'works', equals: 'yes' },
                errors: { missing: 'Укажите доход' },
              },
            ],
          },
        ],
      },
    ],
    documents: [
      {
        id: 'proof',
        title: 'Паспорт питомца',
        when: { field: 'pet', equals: 'yes' },
        onlyIf: 'Если питомец есть',
        maxFiles: 2,
      },
    ],
    ...changes,
  };
}

/** The sample service, or one with changed parts; throws the report when it is not valid. */
export function definition(changes: Json = {}): ServiceDefinition {
  const check = parseDefinition(json(changes));
  if (!check.ok) throw new Error(check.mistakes.join('\n'));
  return check.definition;
}

/** The sample service with one page of these fields. */
export function withFields(...fields: Json[]): ServiceDefinition {
  const template = { title: 'Справка', paragraphs: ['Готово.'] };
  return definition({
    pages: [{ id: 'only', title: 'Вопросы', fields }],
    documents: [],
    result: { description: 'Справка.', template },
  });
}

/** What parsing says about a file; empty when it is valid. */
export function mistakes(changes: Json): readonly string[] {
  const check = parseDefinition(json(changes));
  return check.ok ? [] : check.mistakes;
}
