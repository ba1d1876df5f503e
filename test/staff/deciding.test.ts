import { describe, expect, test } from '@jest/globals';
import { download } from '../applications/support.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import {
  act,
  anna,
  app,
  caseRow,
  olga,
  path,
  queue,
  refusalOf,
  rows,
  sergey,
  taken,
  useDesk,
  words,
} from './support.ts';

useDesk();

describe('deciding', () => {
  test('an approval is told, its result is made and signed, then handed over and archived', async () => {
    const number = await taken();
    const decided = await act(sergey, number, 'decision', { verdict: 'approved', reason: 'Сведения найдены.' });
    expect([decided.status, decided.headers['location']]).toEqual([303, path(number)]);
    expect(textOf((await sergey.get(path(number))).text, '.frame')).toContain('Результат готовится');
    await deliveriesOf(app);
    expect((await download(sergey, `${path(number)}/result`)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(textOf((await sergey.get(`${queue}?tab=closed`)).text, 'main')).toContain(number.slice(8));
    for (const [noun, status] of [
      ['readiness', 'ready'],
      ['archive', 'archived'],
    ] as const) {
      expect((await act(sergey, number, noun)).status).toBe(303);
      expect(await caseRow(number)).toMatchObject({ status });
    }
    expect(parse((await sergey.get(path(number))).text)('main form[method=post]')).toHaveLength(0);
  });

  test('a refusal needs a ground of the service and words, and both reach the applicant', async () => {
    const number = await taken();
    const refusal = await refusalOf(number);
    const wrong = async (values: Record<string, unknown>) =>
      summaryOf((await act(sergey, number, 'decision', values)).text);
    expect(await wrong({})).toEqual(['Выберите решение']);
    expect(await wrong({ verdict: 'rejected' })).toEqual([
      'Выберите основание отказа',
      'Объясните заявителю причину отказа',
    ]);
    expect(await wrong({ ...refusal, ground: 'NOT-ONE' })).toHaveLength(1);
    expect(await wrong({ ...refusal, reason: 'нет' })).toEqual([expect.stringContaining('Слишком коротко')]);
    expect(await caseRow(number)).toMatchObject({ status: 'in_progress' });
    expect((await act(sergey, number, 'decision', refusal)).status).toBe(303);
    const card = textOf((await anna.get(`/applications/${number}`)).text, 'main');
    expect(card).toContain('Отклонено');
    expect(card).toContain(words);
    expect(
      (await rows('case_steps', { case_id: (await caseRow(number))['id'], to_status: 'rejected' }))[0],
    ).toMatchObject({ reason_code: refusal.ground });
  });

  test('happens once: of two decisions the second is not recorded, and its words stay in sight', async () => {
    const number = await taken();
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/decision"]');
    const refusal = { ...shown, ...(await refusalOf(number)) };
    await act(olga, number, 'decision', { verdict: 'approved', reason: '' });
    const late = await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send(refusal)
      .expect(409);
    expect(textOf(late.text, 'main')).toContain('Дело изменилось, пока страница была открыта');
    expect(textOf(late.text, 'main')).toContain(words);
    expect(await caseRow(number)).toMatchObject({ status: 'approved' });
    expect(await rows('case_steps', { case_id: (await caseRow(number))['id'] })).toHaveLength(3);
  });

  test('a stale page of a case that is still open keeps the typed decision in its form', async () => {
    const number = await taken();
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/decision"]');
    const refusal = await refusalOf(number);
    await act(olga, number, 'examination');
    const late = await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send({ ...shown, ...refusal })
      .expect(409);
    const again = fieldsOf(late.text, 'form[action$="/decision"]');
    expect(again).toMatchObject({ ...refusal, revision: '3' });
    await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send(again)
      .expect(303);
    expect(await caseRow(number)).toMatchObject({ status: 'rejected' });
  });
});
