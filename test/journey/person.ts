import { randomInt } from 'node:crypto';
import { completePersonInn } from '../../src/platform/values/inn.ts';
import { completeSnils } from '../../src/platform/values/snils.ts';

/** Somebody who has never been here: everything that the portal will ask about them. */
export type NewPerson = Readonly<{
  last: string;
  first: string;
  middle: string;
  phone: string;
  email: string;
  password: string;
  birthDate: string;
  birthPlace: string;
  passportSeries: string;
  passportNumber: string;
  passportIssuedOn: string;
  passportIssuedBy: string;
  passportDepartment: string;
  snils: string;
  inn: string;
  address: string;
}>;

/** A different person at every call; the numbers are right in themselves and belong to nobody we know. */
export function newPerson(): NewPerson {
  const mark = digits(7);
  // Old enough for the passport of twenty, too young for that of forty-five.
  const year = new Date().getFullYear() - randomInt(24, 43);
  return {
    last: pick('Беляев', 'Воронин', 'Голубев', 'Ершов', 'Журавлёв', 'Лаптев', 'Савельев', 'Тихонов'),
    first: pick('Артём', 'Василий', 'Глеб', 'Егор', 'Илья', 'Лев', 'Матвей', 'Фёдор'),
    middle: pick('Андреевич', 'Викторович', 'Дмитриевич', 'Ильич', 'Николаевич', 'Петрович'),
    phone: `+79${randomInt(10, 99)}${mark}`,
    email: `journey-${mark}@example.test`,
    password: 'Тихая-Ветлуга-72',
    birthDate: `${year}-03-14`,
    birthPlace: 'г. Кострома',
    passportSeries: `34${String((year + 21) % 100).padStart(2, '0')}`,
    passportNumber: String(randomInt(100_001, 999_999)),
    passportIssuedOn: `${year + 21}-06-05`,
    passportIssuedBy: 'Отделом внутренних дел Ленинского района города Костромы',
    passportDepartment: '440-001',
    snils: completeSnils(`2${digits(8)}`),
    inn: completePersonInn(`4401${digits(6)}`),
    address: `156000, г. Кострома, ул. Лесная, д. ${randomInt(1, 99)}, кв. ${randomInt(1, 99)}`,
  };
}

function digits(count: number): string {
  return String(randomInt(10 ** (count - 1), 10 ** count));
}

function pick(...from: readonly string[]): string {
  return from[randomInt(from.length)] ?? '';
}
