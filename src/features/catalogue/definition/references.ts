import { comparisonsOf, type Comparison, type Condition } from './conditions.ts';
import type { Field, Item } from './fields.ts';
import { allFields, allGroups, placedFields, placeholdersIn, type PlacedField } from './outline.ts';
import type { ServiceDefinition } from './service.ts';
import { reservedIds, resultFacts } from './vocabulary.ts';

type Known = Map<string, Field | 'group' | 'applicant'>;

/** Collects mistakes of reference: what one part of a definition says about another that is not so. */
export function mistakesOfReference(definition: ServiceDefinition): string[] {
  const mistakes: string[] = [];
  const say = (path: string, words: string) => mistakes.push(`${path}: ${words}`);
  checkIds(definition, say);
  const known = checkConditions(definition, say);
  checkPlaceholders(definition, known, say);
  checkApproval(definition, say);
  return mistakes;
}

type Say = (path: string, words: string) => void;

function checkIds(definition: ServiceDefinition, say: Say): void {
  const ids = [
    ...allFields(definition).map(({ field }) => field.id),
    ...definition.pages.flatMap((page) =>
      page.fields.filter((item) => item.type === 'group' || item.type === 'set').map((item) => item.id),
    ),
  ];
  for (const id of repeated(ids)) say('pages', `вопрос «${id}» встречается дважды`);
  for (const id of ids.filter((id) => reservedIds.includes(id)))
    say('pages', `«${id}» — служебное имя, назовите вопрос иначе`);
  for (const id of repeated(definition.pages.map((page) => page.id)))
    say('pages', `страница «${id}» встречается дважды`);
  for (const { id } of definition.pages.filter((page) => reservedIds.includes(page.id)))
    say('pages', `«${id}» — служебное имя, назовите страницу иначе`);
  for (const id of repeated(definition.documents.map((document) => document.id)))
    say('documents', `документ «${id}» встречается дважды`);
  for (const { id } of definition.documents.filter((document) => reservedIds.includes(document.id)))
    say('documents', `«${id}» — служебное имя`);
  const codes = [...definition.refusals.acceptance, ...definition.refusals.granting].map((ground) => ground.code);
  for (const code of repeated(codes)) say('refusals', `код «${code}» встречается дважды`);
}

/** Walks the questions in order, so that a condition sees only what was asked before it. */
function checkConditions(definition: ServiceDefinition, say: Say): Known {
  const known: Known = new Map(definition.audience === 'both' ? [['applicant', 'applicant']] : []);
  definition.pages.forEach((page, p) => {
    checkCondition(page.when, known, `pages[${p}].when`, say);
    page.fields.forEach((item, i) => checkItem(item, `pages[${p}].fields[${i}]`, known, say));
  });
  definition.documents.forEach((document, d) => checkCondition(document.when, known, `documents[${d}].when`, say));
  definition.result.template.paragraphs.forEach((paragraph, n) => {
    if (typeof paragraph !== 'string')
      checkCondition(paragraph.when, known, `result.template.paragraphs[${n}].when`, say);
  });
  return known;
}

function checkItem(item: Item, path: string, known: Known, say: Say): void {
  if (item.type === 'group' || item.type === 'set') checkCondition(item.when, known, `${path}.when`, say);
  if (item.type === 'group' && item.min > item.max) say(`${path}.min`, 'больше, чем max');
  // What is asked inside a group is known inside the same item only.
  const scope: Known = item.type === 'group' ? new Map(known) : known;
  for (const placed of placedFields(item, path)) {
    checkCondition(placed.field.when, scope, `${placed.path}.when`, say);
    checkField(placed, scope, say);
    scope.set(placed.field.id, placed.field);
  }
  if (item.type === 'group') known.set(item.id, 'group');
}

/** What is asked is worded for people, and limits refer to what is known by then. */
const saysItself: readonly Field['type'][] = [
  'snils',
  'inn',
  'kpp',
  'ogrn',
  'phone',
  'email',
  'address',
  'passport',
  'department-code',
  'cadastral',
  'plate',
  'bik',
  'account',
];

function checkField({ field, path, group }: PlacedField, known: Known, say: Say): void {
  if (field.required && !field.errors.missing && !saysItself.includes(field.type))
    say(`${path}.errors.missing`, `нет слов на случай, если «${field.label}» не заполнено`);
  if (field.prefill && group) say(`${path}.prefill`, 'в повторяющейся группе нечем заполнить каждую запись');
  if ('options' in field)
    for (const value of repeated(field.options.map((option) => option.value)))
      say(`${path}.options`, `вариант «${value}» встречается дважды`);
  if ((field.type === 'number' || field.type === 'money') && (field.min ?? -Infinity) > (field.max ?? Infinity))
    say(`${path}.min`, 'больше, чем max');
  if ((field.type === 'date' || field.type === 'year') && field.notBefore)
    expectType(known.get(field.notBefore), field.type, field.notBefore, `${path}.notBefore`, say);
  if (field.type === 'date' && field.passportOwnerBorn)
    expectType(known.get(field.passportOwnerBorn), 'date', field.passportOwnerBorn, `${path}.passportOwnerBorn`, say);
  if (field.type === 'account') expectType(known.get(field.bik), 'bik', field.bik, `${path}.bik`, say);
}

function expectType(found: Field | string | undefined, type: Field['type'], id: string, path: string, say: Say): void {
  if (typeof found === 'object' && found.type === type) return;
  say(path, `выше нет вопроса «${id}» вида ${type}`);
}

function checkCondition(when: Condition | undefined, known: Known, path: string, say: Say): void {
  if (!when) return;
  for (const comparison of comparisonsOf(when)) {
    const subject = known.get(comparison.field);
    if (!subject) say(path, `условие ссылается на «${comparison.field}», но выше такого вопроса нет`);
    else
      for (const value of misfits(comparison, subject))
        say(path, `у «${comparison.field}» не бывает значения «${String(value)}»`);
  }
}

/** The values of a comparison that its subject can never have. */
function misfits(comparison: Comparison, subject: Field | 'group' | 'applicant'): readonly unknown[] {
  if ('filled' in comparison) return [];
  const values = 'in' in comparison ? comparison.in : [comparison.equals];
  if (subject === 'applicant') return values.filter((value) => value !== 'person' && value !== 'organisation');
  if (subject === 'group') return values;
  if ('options' in subject) return values.filter((value) => !subject.options.some((option) => option.value === value));
  if (subject.type === 'checkbox') return values.filter((value) => value !== true);
  const numeric = subject.type === 'number' || subject.type === 'money' || subject.type === 'year';
  return values.filter((value) => typeof value !== (numeric ? 'number' : 'string'));
}

function checkPlaceholders(definition: ServiceDefinition, known: Known, say: Say): void {
  const names = new Set<string>([...known.keys(), ...resultFacts]);
  const { template } = definition.result;
  const texts = [
    template.title,
    ...template.paragraphs.map((paragraph) => (typeof paragraph === 'string' ? paragraph : paragraph.text)),
  ];
  for (const name of texts.flatMap(placeholdersIn))
    if (!names.has(name)) say('result.template', `нечем заполнить {{${name}}}`);
  for (const group of allGroups(definition)) {
    const own = new Set(placedFields(group, '').map(({ field }) => field.id));
    for (const name of placeholdersIn(group.itemName))
      if (!own.has(name)) say(`${group.id}.itemName`, `нечем заполнить {{${name}}}`);
  }
}

function checkApproval(definition: ServiceDefinition, say: Say): void {
  const fields = new Map(allFields(definition).map((placed) => [placed.field.id, placed]));
  for (const [source, id] of Object.entries(definition.onApproval?.map ?? {})) {
    const placed = fields.get(id);
    if (!placed || placed.group) say(`onApproval.map.${source}`, `нет вопроса «${id}», который задаётся один раз`);
  }
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
