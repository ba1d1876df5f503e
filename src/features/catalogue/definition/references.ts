import type { FieldType } from './fields.ts';
import { checkCondition, checkOrder, type Known, type Say } from './order-checks.ts';
import { allFields, allGroups, placedFields, placeholdersIn } from './outline.ts';
import type { ServiceDefinition } from './service.ts';
import { reserved, resultFacts, type ChangeableSource } from './vocabulary.ts';

/** Mistakes of reference: what one part of a definition says about another that is not so. Each is «path: words». */
export function mistakesOfReference(definition: ServiceDefinition): string[] {
  const mistakes: string[] = [];
  const say: Say = (path, words) => mistakes.push(`${path}: ${words}`);
  checkIds(definition, say);
  const known = checkOrder(definition, say);
  definition.documents.forEach(({ when, onlyIf }, n) => {
    checkCondition(when, known, `documents[${n}].when`, say);
    if (when && !onlyIf) say(`documents[${n}].onlyIf`, 'нет слов о том, когда нужен документ');
  });
  checkResult(definition, known, say);
  checkAudience(definition, say);
  checkApproval(definition, say);
  return mistakes;
}

function checkIds(definition: ServiceDefinition, say: Say): void {
  const { pages, documents, refusals } = definition;
  const holders = pages.flatMap((page) =>
    page.fields.flatMap((item) => ('parts' in item || 'fields' in item ? [item.id] : [])),
  );
  const inGroups = allGroups(definition).flatMap(({ fields }) =>
    fields.flatMap((item) => (item.type === 'set' ? [item.id] : [])),
  );
  const ids = [...allFields(definition).map(({ field }) => field.id), ...holders, ...inGroups];
  const codes = [...refusals.acceptance, ...refusals.granting].map(({ code }) => code);
  unique(ids, 'pages', 'вопрос', reserved.question, say);
  unique(
    pages.map(({ id }) => id),
    'pages',
    'страница',
    reserved.page,
    say,
  );
  unique(
    documents.map(({ id }) => id),
    'documents',
    'документ',
    reserved.document,
    say,
  );
  unique(codes, 'refusals', 'код', [], say);
}

function unique(ids: readonly string[], path: string, what: string, taken: readonly string[], say: Say): void {
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  for (const id of twice) say(path, `${what} «${id}» встречается дважды`);
  for (const id of ids) if (taken.includes(id)) say(path, `«${id}» — служебное имя, выберите другое`);
}

function checkResult(definition: ServiceDefinition, known: Known, say: Say): void {
  const { title, paragraphs } = definition.result.template;
  const names = new Set<string>([...known.keys(), ...resultFacts]);
  const check = (text: string, path: string, allowed: ReadonlySet<string>) => {
    for (const name of placeholdersIn(text)) if (!allowed.has(name)) say(path, `нечем заполнить {{${name}}}`);
  };
  check(title, 'result.template.title', names);
  paragraphs.forEach((paragraph, n) => {
    const path = `result.template.paragraphs[${n}]`;
    check(typeof paragraph === 'string' ? paragraph : paragraph.text, path, names);
    if (typeof paragraph !== 'string') checkCondition(paragraph.when, known, `${path}.when`, say);
  });
  for (const group of allGroups(definition)) {
    const own = new Set(placedFields(group, '').map(({ field }) => field.id));
    check(group.itemName, `${group.id}.itemName`, own);
  }
}

/** A service for one kind of applicant has nothing to be filled from the other. */
function checkAudience(definition: ServiceDefinition, say: Say): void {
  const strange = { person: 'organisation.', organisation: null, both: null }[definition.audience];
  for (const { field, path } of allFields(definition))
    if (strange && field.prefill?.startsWith(strange)) say(`${path}.prefill`, 'услуга не для организаций');
}

const kindOf: Readonly<Partial<Record<ChangeableSource, FieldType>>> = {
  'profile.lastName': 'name',
  'profile.firstName': 'name',
  'profile.middleName': 'name',
  'profile.birthDate': 'date',
  'profile.passport': 'passport',
  'profile.passportIssuedOn': 'date',
  'profile.passportDepartment': 'department-code',
};

function checkApproval(definition: ServiceDefinition, say: Say): void {
  const once = allFields(definition).filter(({ group }) => !group);
  for (const [source, id] of Object.entries(definition.onApproval?.map ?? {})) {
    const found = once.find(({ field }) => field.id === id)?.field;
    const kind = kindOf[source as ChangeableSource];
    if (!found) say(`onApproval.map.${source}`, `нет вопроса «${id}», который задаётся один раз`);
    else if (kind && found.type !== kind) say(`onApproval.map.${source}`, `«${id}» должен быть вида ${kind}`);
  }
}
