import { describe, expect, test } from '@jest/globals';
import { assignCase } from '../../src/features/cases/index.ts';
import { submitted } from '../applications/support.ts';
import { actorOf } from '../support/cast.ts';
import { fieldsOf, textOf } from '../support/html.ts';
import { act, anna, app, caseRow, inDepartment, olga, path, restore, rows, sergey, taken, useDesk } from './support.ts';

useDesk();

describe('taking', () => {
  test('puts the case to work under the official’s name, once', async () => {
    const number = await submitted(anna);
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/assignment"]');
    await sergey
      .post(`${path(number)}/assignment`)
      .type('form')
      .send(shown)
      .expect(303)
      .expect('Location', path(number));
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).toContain('В работе');
    const again = await olga
      .post(`${path(number)}/assignment`)
      .type('form')
      .send(shown)
      .expect(409);
    expect(again.text).toContain(`href="${path(number)}"`);
    expect(await rows('case_steps', { case_id: (await caseRow(number))['id'] })).toHaveLength(2);
  });

  test('a case led by a colleague stays theirs; the head may take it over', async () => {
    const number = await taken();
    const colleague = await inDepartment('maria', String((await caseRow(number))['department']), ['specialist']);
    expect(textOf((await colleague.get(path(number)).expect(200)).text, '.frame')).toContain(
      'Дело ведёт Сергей Лебедев',
    );
    for (const noun of ['assignment', 'examination', 'decision']) {
      await colleague
        .post(`${path(number)}/${noun}`)
        .type('form')
        .send({ revision: '2', verdict: 'approved' })
        .expect(403);
    }
    await colleague
      .get(`${path(number)}/documents-request`)
      .expect(303)
      .expect('Location', path(number));
    await restore('maria', 'editor');
    expect((await act(olga, number, 'assignment')).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({
      assignee_id: (await actorOf(app, 'olga')).personId,
      status: 'in_progress',
    });
    // The applicant's history has nothing of it.
    expect(textOf((await anna.get(`/applications/${number}`)).text, '.history')).not.toContain('Назначен исполнитель');
    expect(textOf((await olga.get(path(number))).text, '.history')).toContain('Назначен исполнитель');
  });

  test('a checking follows, and only once', async () => {
    const number = await taken();
    expect((await act(sergey, number, 'examination')).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({ status: 'checking' });
    await sergey
      .post(`${path(number)}/examination`)
      .type('form')
      .send({ revision: '3' })
      .expect(409);
  });

  test('without a revision the form is a broken one', async () => {
    const number = await taken();
    for (const noun of ['assignment', 'examination', 'decision', 'documents-request', 'readiness', 'archive']) {
      await sergey.post(`${path(number)}/${noun}`).expect(400);
    }
  });
});

test('a case that changed hands between page and press is refused with the way back', async () => {
  const number = await taken();
  const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/examination"]');
  const head = await actorOf(app, 'olga');
  const { id, revision } = (await caseRow(number)) as { id: string; revision: number };
  await app.ctx.transaction((tx) =>
    assignCase(tx, head, { caseId: id, revision, assignee: { id: head.personId, name: head.name } }),
  );
  const late = await sergey
    .post(`${path(number)}/examination`)
    .type('form')
    .send(shown)
    .expect(409);
  expect(late.text).toContain(`href="${path(number)}"`);
});
