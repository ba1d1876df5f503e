import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/platform/values/actor.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { approvedBy, locationOf, submitted, takenBy } from './support.ts';

let app: TestApp;
let anna: Browser;
let sergey: Actor;

beforeAll(async () => {
  ({ app, anna } = await startWith('anna'));
  sergey = await actorOf(app, 'sergey');
});
afterAll(() => app.close());

const taken = () => takenBy(app, sergey, anna);

describe('withdrawal', () => {
  const withdraw = (number: string, fields: object) =>
    anna.post(`/applications/${number}/withdrawal`).type('form').send(fields);

  test('ends an application that is not decided; the page says what it means first', async () => {
    const number = await submitted(anna);
    const page = await anna.get(`/applications/${number}/withdrawal`).expect(200);
    const revision = parse(page.text)('main input[name=revision]').attr('value');
    await withdraw(number, { revision, reason: 'Передумала' }).expect(303);
    const card = await anna.get(`/applications/${number}`);
    expect(textOf(card.text, '.history')).toContain('Вы: Передумала');
    expect(textOf(card.text, 'main')).toContain('Отозвано');
    const late = await anna.get(`/applications/${number}/withdrawal`).expect(409);
    expect(parse(late.text)(`main a[href="/applications/${number}"]`).text()).toBe('Открыть заявление');
  });

  test('happens once, however often the button is pressed', async () => {
    const number = await submitted(anna);
    const fields = { revision: '1', reason: 'Передумала' };
    const both = await Promise.all([withdraw(number, fields), withdraw(number, fields)]);
    for (const answer of [...both, await withdraw(number, fields)])
      expect([answer.status, locationOf(answer)]).toEqual([303, `/applications/${number}`]);
    const card = await anna.get(`/applications/${number}`);
    expect(textOf(card.text, '.history').match(/Вы: Передумала/g)).toHaveLength(1);
  });

  test('from a page that the department has overtaken says so, keeps the words, and goes on from there', async () => {
    const { number } = await taken();
    const overtaken = await withdraw(number, { revision: '1', reason: 'Уезжаем из области' });
    expect(overtaken.status).toBe(409);
    expect(textOf(overtaken.text, '.notice')).toContain('Заявление пока не отозвано');
    expect(textOf(overtaken.text, '.notice')).toContain('«В работе»');
    const again = fieldsOf(overtaken.text, 'main form');
    expect(again).toMatchObject({ revision: '2', reason: 'Уезжаем из области' });
    await withdraw(number, again).expect(303);
    expect(textOf((await anna.get(`/applications/${number}`)).text, '.history')).toContain('Вы: Уезжаем из области');
  });

  test('after the decision is refused: the decision stands', async () => {
    const shown = await taken();
    await approvedBy(app, sergey, shown);
    const refused = await withdraw(shown.number, { revision: '2', reason: '' });
    expect([refused.status, textOf(refused.text, 'main')]).toEqual([409, expect.stringContaining('CASE-TOO-LATE')]);
    expect(textOf((await anna.get(`/applications/${shown.number}`)).text, 'main')).toContain('Одобрено');
  });

  test('without a revision, or with too many words, is refused', async () => {
    const { number } = await taken();
    await withdraw(number, {}).expect(400);
    const refused = await withdraw(number, { revision: '2', reason: 'а'.repeat(1001) });
    expect(refused.status).toBe(422);
    expect(parse(refused.text)('.error-summary a').attr('href')).toBe('#reason');
  });
});
