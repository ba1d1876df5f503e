import { readDefinitions } from '../../src/features/catalogue/actions.ts';
import type { ServiceDefinition } from '../../src/features/catalogue/definition/service.ts';
import type { Answers, Circumstances } from '../../src/features/catalogue/form/answers.ts';
import { knownData, prefill } from '../../src/features/catalogue/form/prefill.ts';
import { checkApplication, type Attached } from '../../src/features/catalogue/form/problems.ts';
import { person } from './samples.ts';

/** The shipped definitions by slug. */
export const services = new Map((await readDefinitions()).map((definition) => [definition.slug, definition]));
/** What the portal knows of a decided application. */
export const facts = {
  'application.number': '44-2026-000123-7',
  'application.date': '20.11.2026',
  'decision.date': '25.11.2026',
  'decision.text': 'Основание: дело 5.',
  'department.name': 'Ведомство',
  'applicant.name': 'Смирнова Анна Сергеевна',
};
/** What a profile holds of Анна. */
export const anna = {
  lastName: 'Смирнова',
  firstName: 'Анна',
  middleName: 'Сергеевна',
  birthDate: '1988-03-07',
  birthPlace: 'Кострома',
  passportSeries: '3412',
  passportNumber: '567890',
  snils: '11223344595',
  phone: '+79000000001',
  email: 'anna@example.test',
  registrationAddress: '156000, Кострома, ул. Советская, д. 1, кв. 5',
};
export const romashka = {
  name: 'ООО «Ромашка»',
  inn: '7707083893',
  ogrn: '1027700132195',
  kpp: '770701001',
  address: '156000, Кострома, ул. Лесная, д. 2',
};

/** A shipped definition. */
export function service(slug: string): ServiceDefinition {
  const found = services.get(slug);
  if (!found) throw new Error(`${slug} is not shipped`);
  return found;
}

/** Fills a form as Анна would: from the profile, then by hand; answers what is still to be mended. */
export function left(slug: string, answers: Answers, attached: Attached, about: Circumstances = person): string[] {
  const definition = service(slug);
  const filled = prefill(
    definition,
    answers,
    knownData(anna, about.applicant === 'organisation' ? romashka : null),
    about.today,
  );
  return checkApplication(definition, filled.answers, attached, about).map(
    ({ number, message }) => `${number}. ${message}`,
  );
}
