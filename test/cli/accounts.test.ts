import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findPersonByLogin } from '../../src/features/accounts/index.ts';
import { auditContents } from '../../src/platform/audit.ts';
import type { AuditRow } from '../../src/platform/audit-row.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, personOf, visitor } from '../support/cast.ts';
import { textOf } from '../support/html.ts';
import { latestCode } from '../support/outbox.ts';
import { post, sendLogin } from '../sign-in/steps.ts';
import { operator } from './operator.ts';

let run: TestApp;
let kabinet: ReturnType<typeof operator>;
beforeEach(async () => {
  run = await startApp();
  kabinet = operator(run);
});
afterEach(() => run.close());

const phone = '+79000000077';
// prettier-ignore
const whole = [
  'create-staff', '--name', 'Лебедева Нина Павловна', '--phone', '8 900 000-00-77', '--email', 'Nina@example.test',
  '--role', 'specialist', '--role', 'head',
];

async function departmentOf(): Promise<string> {
  const { err } = await kabinet([...whole, '--department', 'nowhere']);
  return /^ {2}(\S+) — /m.exec(err)?.[1] ?? '';
}

async function mayEnter(password: string): Promise<boolean> {
  const browser = visitor(run);
  const first = await sendLogin(browser, { login: phone, password });
  if (first.headers['location'] !== '/login/code') return false;
  const second = await post(browser, '/login/code', { code: await latestCode(run, phone) });
  return second.headers['location'] === '/staff';
}

describe('create-staff', () => {
  test('makes an account that signs in with the password that is shown once', async () => {
    const department = await departmentOf();
    const { status, out, err } = await kabinet([...whole, '--department', department]);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/Учётная запись \d\d-\d{3}-\d{3}-\d\d создана: specialist, head\./);
    const person = await findPersonByLogin(run.ctx, { kind: 'email', value: 'nina@example.test' });
    expect(person).toMatchObject({ name: { last: 'Лебедева', first: 'Нина', middle: 'Павловна' }, department });
    expect(person?.roles).toEqual(['specialist', 'head']);
    expect(await mayEnter(/Пароль: (\S+)/.exec(out)?.[1] ?? '')).toBe(true);
    expect(await mayEnter('Kmzq-Wrong-4471')).toBe(false);
  });

  test('takes a password from the standard input and shows none', async () => {
    const { status, out } = await kabinet([...whole, '--password-stdin'], { input: 'Vbn7-dUkq-Lw3x\n' });
    expect([status, out]).toEqual([0, expect.not.stringContaining('Vbn7')]);
    expect(out).not.toContain('Пароль:');
    expect(await mayEnter('Vbn7-dUkq-Lw3x')).toBe(true);
  });

  test('asks for what is missing', async () => {
    const answers = [
      'Лебедева Нина',
      phone,
      'nina@example.test',
      'support, editor',
      'Vbn7-dUkq-Lw3x',
      'Vbn7-dUkq-Lw3x',
    ];
    const { status, err } = await kabinet('create-staff', { answers });
    expect(status).toBe(0);
    expect(err).not.toContain('Vbn7');
    expect((await findPersonByLogin(run.ctx, { kind: 'phone', value: phone }))?.roles).toEqual(['support', 'editor']);
  });

  test.each([
    ['nobody to ask', ['create-staff'], {}, 2, 'Не хватает --name, а спросить не у кого'],
    ['half a name', ['create-staff', '--name', 'Лебедева'], {}, 2, 'нужны фамилия и имя'],
    ['a phone that is none', [...whole, '--phone', '123'], {}, 2, '--phone: '],
    ['an e-mail that is none', [...whole, '--email', 'nina'], {}, 2, '--email: '],
    ['a role that is none', [...whole, '--role', 'boss'], {}, 2, 'роли «boss» нет'],
    ['a department that is none', [...whole, '--department', 'nowhere'], {}, 1, 'Ведомства «nowhere» нет. Есть:'],
    ['a weak password', [...whole, '--password-stdin'], { input: 'Nina-1234' }, 2, 'Нужно не меньше 12 знаков'],
    ['an empty input', [...whole, '--password-stdin'], { input: '' }, 2, 'На стандартном вводе нет пароля'],
    ['two passwords', whole, { answers: ['Vbn7-dUkq-Lw3x', 'Vbn7-dUkq-Lw3y'] }, 2, 'Пароли не совпали'],
    ['somebody’s phone', [...whole, '--phone', cast.anna.phone], {}, 1, 'Эти данные уже привязаны'],
  ])('refuses %s, and makes nothing', async (_what, line, seat, status, words) => {
    const people = await run.ctx.db('people').count({ n: '*' });
    const refused = await kabinet(line, seat);
    expect([refused.status, refused.out]).toEqual([status, '']);
    expect(refused.err).toContain(words);
    expect(await run.ctx.db('people').count({ n: '*' })).toEqual(people);
  });

  test('stands in the journal, without the password', async () => {
    await kabinet([...whole, '--password-stdin'], { input: 'Vbn7-dUkq-Lw3x' });
    const [row] = (await run.ctx.db('audit_entries').where({ act: 'staff.created' })) as AuditRow[];
    expect([...(await auditContents(run.ctx, [row!])).values()]).toEqual([
      { roles: ['specialist', 'head'], department: null, by: 'operator' },
    ]);
  });
});

describe('unlock', () => {
  const wrong = () => sendLogin(visitor(run), { password: 'Kmzq-Wrong-4471' });

  async function lockAnna(): Promise<void> {
    for (let n = 0; n < 3; n += 1) await wrong();
    expect(textOf((await sendLogin(visitor(run))).text, 'main')).toContain('Превышено количество попыток');
  }

  test.each([
    ['phone', async () => '8 (900) 000-00-01'],
    ['e-mail', async () => 'Anna@example.test'],
    ['account number', async () => (await personOf(run, 'anna')).accountNumber],
  ])('by %s opens the login again', async (_by, who) => {
    await lockAnna();
    const { status, out } = await kabinet(['unlock', await who()]);
    expect([status, out]).toEqual([0, expect.stringMatching(/^Вход в учётную запись \d\d-\d{3}-\d{3}-\d\d открыт\.$/)]);
    expect((await sendLogin(visitor(run))).headers['location']).toBe('/login/code');
    const { id } = await personOf(run, 'anna');
    expect(await run.ctx.db('audit_entries').where({ act: 'account.unlocked', person_id: id })).toHaveLength(1);
  });

  test('leaves the locks of others alone', async () => {
    await lockAnna();
    expect((await kabinet(['unlock', cast.boris.phone])).out).toContain('не был закрыт');
    expect((await sendLogin(visitor(run))).headers['location']).toBeUndefined();
  });

  test('of somebody unknown is refused', async () => {
    for (const who of ['+79000009999', 'nobody@example.test', '0000000000', 'кто-то'])
      expect(await kabinet(['unlock', who])).toMatchObject({ status: 1, out: '', err: expect.stringContaining('нет') });
  });
});
