import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  applicationForStaff,
  applicationJobs,
  archiveApplication,
  decideApplication,
  judgeFile,
  markReady,
  startExamination,
  takeApplication,
} from '../../src/features/applications/index.ts';
import { BadRequest, Conflict, Forbidden, NotFound } from '../../src/errors.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { verifyPdf } from '../../src/pki/index.ts';
import { trustStore } from '../../src/features/signatures/index.ts';
import { findPerson } from '../../src/features/accounts/index.ts';
import { profileFor } from '../../src/features/profile/index.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, cast, personOf, type Browser } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { startWith } from '../support/people.ts';
import { approvedBy, fillIn, locationOf, takenBy, type Shown } from './support.ts';

let app: TestApp;
let anna: Browser;
let sergey: Actor;

beforeAll(async () => {
  ({ app, anna } = await startWith('anna'));
  sergey = await actorOf(app, 'sergey');
});
afterAll(() => app.close());

const ground = 'ARC-G1';

const taken = () => takenBy(app, sergey, anna);

async function groundOfArchive(): Promise<string> {
  const { service } = await applicationForStaff(app.ctx, sergey, (await taken()).number);
  return service.definition.refusals.granting[0]?.code ?? ground;
}

const approve = (shown: Shown, reason?: string) => approvedBy(app, sergey, shown, reason);

describe('an official', () => {
  test('takes an application, looks at it, starts the examination; the applicant sees each step', async () => {
    const shown = await taken();
    const seen = await applicationForStaff(app.ctx, sergey, shown.number);
    expect(seen.record.assigneeName).toBe('Сергей Лебедев');
    expect(JSON.stringify(seen.sections)).toContain('Костромской льнокомбинат');
    await startExamination(app.ctx, sergey, shown);
    const history = textOf((await anna.get(`/applications/${shown.number}`)).text, '.history');
    expect(history).toMatch(/На проверке.*В работе.*Отправлено/);
  });

  test('of another department, or a citizen, finds nothing', async () => {
    const { number } = await taken();
    const stranger: Actor = { ...sergey, personId: 'x', department: 'land' };
    await expect(applicationForStaff(app.ctx, stranger, number)).rejects.toThrow(NotFound);
    await expect(applicationForStaff(app.ctx, await actorOf(app, 'vera'), number)).rejects.toThrow(NotFound);
    await expect(takeApplication(app.ctx, await actorOf(app, 'anna'), { number, revision: 2 })).rejects.toThrow();
  });

  test('does not act on a page that is out of date, nor on a case that another leads', async () => {
    const { number, revision } = await taken();
    await expect(approve({ number, revision: revision - 1 })).rejects.toThrow(Conflict);
    const colleague: Actor = { ...sergey, personId: 'colleague' };
    const decision = { number, revision, verdict: 'approved', groundCode: null, reason: '' } as const;
    await expect(decideApplication(app.ctx, colleague, decision)).rejects.toThrow(Forbidden);
  });

  test('says of each file whether it is accepted, with a reason where it is not', async () => {
    const draft = await fillIn(anna, 'housing-subsidy');
    await anna.post(`${draft}/signing`).type('form').send({}).expect(303);
    await anna.post(`${draft}/signature/code`).type('form').send({}).expect(303);
    const code = await latestCode(app, cast.anna.phone);
    await anna.post(`${draft}/signature/confirmation`).type('form').send({ code }).expect(303);
    const sent = await anna.post(`${draft}/submission`).type('form').send({}).expect(303);
    const number = /applications\/([\d-]+)/.exec(locationOf(sent))?.[1] ?? '';
    const [file] = (await applicationForStaff(app.ctx, sergey, number)).files;
    const attachmentId = file?.id ?? '';
    const judge = (verdict: 'accepted' | 'rejected', reason: string) =>
      judgeFile(app.ctx, sergey, { number, attachmentId, verdict, reason });
    await expect(judge('rejected', 'Не видна печать')).rejects.toThrow(Conflict);
    const files = async () => textOf((await anna.get(`/applications/${number}`)).text, 'table');
    expect(await files()).toContain('Ждёт проверки');
    await takeApplication(app.ctx, sergey, { number, revision: 1 });
    expect(await files()).toContain('На проверке');
    await expect(judge('rejected', '')).rejects.toThrow(BadRequest);
    await judge('rejected', 'Не видна печать');
    expect(await files()).toMatch(/Не принят.*Не видна печать/);
    await judge('accepted', '');
    expect(await files()).not.toContain('Не принят');
    await expect(
      judgeFile(app.ctx, sergey, { number, attachmentId: 'x', verdict: 'accepted', reason: '' }),
    ).rejects.toThrow(NotFound);
  });
});

describe('a refusal', () => {
  test('needs a ground of the service and a reason', async () => {
    const shown = await taken();
    const code = await groundOfArchive();
    const refuse = (groundCode: string | null, reason: string) =>
      decideApplication(app.ctx, sergey, { ...shown, verdict: 'rejected', groundCode, reason });
    await expect(refuse(null, 'Нет документов')).rejects.toThrow(BadRequest);
    await expect(refuse('XXX-1', 'Нет документов')).rejects.toThrow(BadRequest);
    await expect(refuse(code, '')).rejects.toThrow(BadRequest);
    await refuse(code, 'Фонд не поступал на хранение');
    const card = await anna.get(`/applications/${shown.number}`);
    expect(textOf(card.text, '.frame')).toContain('Фонд не поступал на хранение');
    expect(textOf(card.text, '.frame')).toContain(code);
    expect(parse(card.text)('.frame a.button').attr('href')).toBe('/applications/new/archive-reference');
    const [sms] = await deliveriesOf(app, cast.anna.phone);
    expect(sms?.text).toContain(`Отказ по заявлению ${shown.number}`);
    const home = parse((await anna.get('/cabinet')).text);
    expect(home(`main li:contains("${shown.number}")`).text()).toContain('Причина — на странице заявления');
    const letter = (await deliveriesOf(app)).find(({ channel }) => channel === 'email');
    expect(letter?.text).toContain('подайте заявление снова');
  });
});

describe('an approval', () => {
  test('brings a signed result into «Документы» once the worker has made it, and tells the applicant then', async () => {
    const shown = await taken();
    await approve(shown, 'Справка составлена по фонду Р-12.');
    const waiting = await anna.get(`/applications/${shown.number}`);
    expect(textOf(waiting.text, '.frame')).toContain('Готовим документ');
    await app.worker.drain();
    const card = await anna.get(`/applications/${shown.number}`);
    const href = parse(card.text)('.frame a.button').attr('href') ?? '';
    expect(href).toMatch(/^\/documents\//);
    const { application } = await applicationForStaff(app.ctx, sergey, shown.number);
    const pdf = await app.ctx.files.read(application.result?.fileId ?? '');
    const verdict = verifyPdf({ pdf, trust: await trustStore(app.ctx), at: app.ctx.clock.now() });
    expect(verdict.code).toBeNull();
    const document = await anna.get(href).expect(200);
    const check = await anna.get(parse(document.text)('main a[href^="/check?"]').attr('href') ?? '').expect(200);
    expect(textOf(check.text, 'main')).toContain('Результат услуги');
    const [sms] = await deliveriesOf(app, cast.anna.phone);
    expect(sms?.text).toContain(`Заявление ${shown.number} одобрено`);
  });

  test('makes one result, one message and one SMS, however often the event is handled', async () => {
    const shown = await taken();
    const { id } = await approve(shown);
    const handle = applicationJobs(app.ctx).handlers['application.approved'];
    const event = { id: 'e', kind: 'application.approved', attempts: 1, payload: null };
    await Promise.all([handle?.({ caseId: id }, event), handle?.({ caseId: id }, event)]);
    await handle?.({ caseId: id }, event);
    await app.worker.drain();
    const issued = await app.ctx.db('documents').where({ case_number: shown.number, kind: 'issued' });
    expect(issued).toHaveLength(1);
    const texts = (await deliveriesOf(app, cast.anna.phone)).filter(({ text }) =>
      text.includes(`Заявление ${shown.number} одобрено`),
    );
    expect(texts).toHaveLength(1);
  });

  test('of a change of data writes the profile in the same transaction', async () => {
    const draft = await fillIn(anna, 'personal-data-change');
    app.clock.advance(61_000);
    await anna.post(`${draft}/signing`).type('form').send({}).expect(303);
    await anna.post(`${draft}/signature/code`).type('form').send({}).expect(303);
    await anna
      .post(`${draft}/signature/confirmation`)
      .type('form')
      .send({ code: await latestCode(app, cast.anna.phone) })
      .expect(303);
    const sent = await anna.post(`${draft}/submission`).type('form').send({}).expect(303);
    const number = /applications\/([\d-]+)/.exec(locationOf(sent))?.[1] ?? '';
    const { revision } = await takeApplication(app.ctx, sergey, { number, revision: 1 });
    await approve({ number, revision });
    const person = await personOf(app, 'anna');
    expect((await findPerson(app.ctx, person.id)).name).toEqual({ last: 'Белова', first: 'Анна', middle: 'Сергеевна' });
    const profile = await profileFor(app.ctx, await actorOf(app, 'anna'));
    expect(profile).toMatchObject({ passportSeries: '3426', passportNumber: '118822', passportIssuedOn: '2026-11-10' });
  });

  test('is followed by «Готово к выдаче» and the archive, and by nothing else', async () => {
    const shown = await taken();
    const approved = await approve(shown);
    await expect(approve({ number: shown.number, revision: approved.revision })).rejects.toThrow(Conflict);
    const ready = await markReady(app.ctx, sergey, { number: shown.number, revision: approved.revision });
    const archived = await archiveApplication(app.ctx, sergey, { number: shown.number, revision: ready.revision });
    expect(archived.status).toBe('archived');
    await expect(
      takeApplication(app.ctx, sergey, { number: shown.number, revision: archived.revision }),
    ).rejects.toThrow(Conflict);
  });
});
