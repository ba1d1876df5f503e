import { describe, expect, test } from '@jest/globals';
import { layOut } from '../../src/features/catalogue/form/layout.ts';
import { knownData, prefill } from '../../src/features/catalogue/form/prefill.ts';
import { organisation, person } from './samples.ts';
import { anna, left, romashka, service } from './shipped.ts';

describe('the permit for earthworks', () => {
  const works = {
    place: 'Улица Лесная, дома 5–9',
    purpose: 'repair',
    networks: ['water'],
    surface: ['lawn'],
    area: 12.5,
    depth: 1.5,
    traffic: 'no',
    startDate: '2026-12-10',
    endDate: '2026-12-20',
    restoreDate: '2026-12-25',
    contractor: 'self',
    responsible: 'Петров, мастер',
    responsiblePhone: '+79000000002',
    restoration: true,
  };
  const papers = { scheme: 1, workPlan: 1, feeReceipt: 1 };

  test('is for an organisation and for a person, each with a page of its own', () => {
    expect(left('earthworks-permit', works, papers, organisation)).toEqual([]);
    expect(left('earthworks-permit', works, papers)).toEqual([]);
    expect(layOut(service('earthworks-permit'), {}, organisation).pages[0]?.id).toBe('organisation');
    expect(layOut(service('earthworks-permit'), {}, person).pages[0]?.id).toBe('applicant');
  });

  test('keeps the data of the person who acts out of an organisation’s application', () => {
    const filled = (of: Parameters<typeof knownData>[1]) =>
      Object.keys(prefill(service('earthworks-permit'), {}, knownData(anna, of), person.today).answers);
    expect(filled(romashka)).toEqual([
      'organisationName',
      'organisationInn',
      'organisationOgrn',
      'organisationAddress',
      'contactName',
      'contactPhone',
    ]);
    expect(filled(null)).toEqual([
      'lastName',
      'firstName',
      'middleName',
      'identity',
      'passport',
      'address',
      'phone',
      'email',
    ]);
  });

  test('demands a signature, and a receipt of the fee', () => {
    expect(service('earthworks-permit')).toMatchObject({ signature: 'qualified', fee: { amount: 150000 } });
    expect(left('earthworks-permit', works, { scheme: 1, workPlan: 1 })).toEqual([
      '4.4. Приложите квитанцию об оплате',
    ]);
  });

  test('keeps its dates in order', () => {
    const { [0]: first } = left('earthworks-permit', { ...works, endDate: '2026-12-09' }, papers);
    expect(first).toBe('3.2. Введите дату не раньше 10.12.2026');
    expect(left('earthworks-permit', { ...works, startDate: '2026-11-20' }, papers)[0]).toMatch(
      /^3\.1\. Введите дату не раньше 21\.11\.2026/,
    );
  });
});
