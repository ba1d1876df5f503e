import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replyToMessage } from '../../src/features/messages/actions.ts';
import { deliverMessage } from '../../src/features/messages/index.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, signIn, visitor, type Browser, type CastName } from '../support/cast.ts';
import { summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';

let run: TestApp;
let anna: Browser;
beforeAll(async () => void ({ app: run, anna } = await startWith('anna')));
afterAll(() => run.close());

async function send(
  to: CastName,
  words: Partial<{ subject: string; text: string; category: 'important' | 'ordinary'; fileIds: string[] }> = {},
) {
  const { party } = await actorOf(run, to);
  return run.ctx.transaction((tx) =>
    deliverMessage(tx, {
      party,
      sender: 'Областной архив',
      subject: 'Справка готова',
      text: 'Первый абзац.\n\nВторой.',
      category: 'ordinary',
      ...words,
    }),
  );
}

const stranger = '0190d5a0-0000-7000-8000-000000000000';

describe('the list', () => {
  test('shows subject, sender, number and that a message is new', async () => {
    const { number } = await send('anna', { subject: 'Нужна новая справка' });
    const { text, status } = await anna.get('/messages');
    expect(status).toBe(200);
    expect(textOf(text, '#messages-list')).toMatch(new RegExp(`Нужна новая справка новое Областной архив · ${number}`));
  });

  test('is empty for others, and says so kindly', async () => {
    const vera = await signIn(run, 'vera');
    expect(textOf((await vera.get('/messages')).text, '#messages-list')).toContain('Сообщений нет');
  });

  test('keeps important ones under their tab', async () => {
    await send('anna', { subject: 'Ответьте в срок', category: 'important' });
    const { text } = await anna.get('/messages?tab=important');
    expect(textOf(text, '#messages-list')).toContain('Ответьте в срок');
    expect(textOf(text, '#messages-list')).not.toContain('Нужна новая справка');
  });

  test('goes on with «Дальше» when there are many', async () => {
    for (let n = 1; n <= 21; n += 1) await send('boris', { subject: `Письмо ${n}` });
    const boris = await signIn(run, 'boris');
    const first = await boris.get('/messages');
    expect(textOf(first.text, '#messages-list')).toContain('Письмо 21');
    const next = /href="(\/messages\?before=[^"]+)"/.exec(first.text)?.[1] ?? '';
    expect(textOf((await boris.get(next)).text, '#messages-list')).toContain('Письмо 1 ');
  });

  test('as a fragment is the same part of the page', async () => {
    const page = await anna.get('/messages');
    const part = await anna
      .get('/messages')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'div#messages-list' });
    expect(part.text).not.toContain('<html');
    expect(textOf(part.text)).toBe(textOf(page.text, '#messages-list'));
  });

  test('stores nothing readable', async () => {
    await send('anna', { subject: 'Тайная тема', text: 'Тайный текст' });
    expect(JSON.stringify(await run.ctx.db('messages'))).not.toMatch(/Тайн/);
  });
});

describe('a message', () => {
  test('opens with its text and is read from then on', async () => {
    const { id } = await send('anna', { subject: 'Прочтите меня' });
    const { text } = await anna.get(`/messages/${id}`);
    expect(textOf(text, 'main')).toMatch(/Прочтите меня.*Первый абзац\. Второй\./);
    const list = await anna.get('/messages');
    expect(textOf(list.text, '#messages-list')).not.toContain('Прочтите меня новое');
  });

  test('shows foreign markup as text', async () => {
    const { id } = await send('anna', { subject: '<script>alert(1)</script>', text: '<b>жирно</b>' });
    const { text } = await anna.get(`/messages/${id}`);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;b&gt;жирно');
  });

  test.each([
    ['another person’s', async () => (await send('vera')).id],
    ['a missing', async () => stranger],
    ['a malformed', async () => 'abc'],
  ])('%s one is not found', async (_case, idOf) => {
    const { status, text } = await anna.get(`/messages/${await idOf()}`);
    expect(status).toBe(404);
    expect(textOf(text, 'h1')).toBe('Страница не найдена');
  });

  test('sends the signed-out to the login and back', async () => {
    const { id } = await send('anna');
    const { status, headers } = await visitor(run).get(`/messages/${id}`);
    expect(status).toBe(303);
    expect(headers['location']).toBe(`/login?next=${encodeURIComponent(`/messages/${id}`)}`);
  });
});

describe('the first reading', () => {
  const readAt = async (id: string): Promise<number | null> =>
    (await run.ctx.db('messages').where({ id }).first('read_at')).read_at;

  test('counts, and once in the journal, however often a message is marked as read', async () => {
    const { id } = await send('anna');
    await anna.get(`/messages/${id}`);
    const first = await readAt(id);
    run.clock.advance(60_000);
    await anna.post('/messages/selection').type('form').send({ ids: id, act: 'read', tab: 'all' });
    expect(await readAt(id)).toBe(first);
    expect(await run.ctx.db('audit_entries').where({ act: 'message.read', subject: id })).toHaveLength(1);
  });

  test('is not that of a member who may only look on', async () => {
    const { party } = await actorOf(run, 'anna', { organisation: true });
    const { id } = await run.ctx.transaction((tx) =>
      deliverMessage(tx, { party, sender: 'Архив', subject: 'Ответьте', text: 'Текст', category: 'important' }),
    );
    const boris = await signIn(run, 'boris', { organisation: true });
    expect(textOf((await boris.get(`/messages/${id}`)).text, 'main')).toContain('Ответьте');
    expect(await readAt(id)).toBeNull();
    const head = await signIn(run, 'anna', { organisation: true });
    expect(textOf((await head.get('/messages')).text, '#messages-list')).toContain('Ответьте новое');
  });
});

describe('attachments', () => {
  test('are downloaded by their owner and by nobody else', async () => {
    const stored = await run.ctx.files.store(Buffer.from('%PDF-1.7 содержимое'));
    await run.ctx.files.keep(stored, { name: 'Справка.pdf', type: 'application/pdf' });
    const { id } = await send('anna', { fileIds: [stored.id] });
    const file = await anna.get(`/messages/${id}/files/${stored.id}`).buffer(true);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toContain("filename*=UTF-8''");
    expect(file.headers['content-security-policy']).toContain('sandbox');
    const vera = await signIn(run, 'vera');
    expect((await vera.get(`/messages/${id}/files/${stored.id}`)).status).toBe(404);
    const other = await send('vera');
    expect((await vera.get(`/messages/${other.id}/files/${stored.id}`)).status).toBe(404);
  });
});

describe('a reply', () => {
  test('appears under the message', async () => {
    const { id } = await send('anna');
    const sent = await anna.post(`/messages/${id}/replies`).type('form').send({ text: 'Спасибо, получила.' });
    expect(sent.status).toBe(303);
    expect(textOf((await anna.get(`/messages/${id}`)).text, '#replies')).toContain('Спасибо, получила.');
  });

  test('is one of the latest, however many there are, and they cannot come without end', async () => {
    const { id } = await send('anna');
    const actor = await actorOf(run, 'anna');
    for (let n = 1; n <= 105; n += 1) await replyToMessage(run.ctx, actor, { id, text: `Ответ номер ${n}.` });
    const shown = textOf((await anna.get(`/messages/${id}`)).text, '#replies');
    expect(shown).toContain('Ответ номер 105.');
    expect(shown).not.toContain('Ответ номер 5.');
    expect(run.registry.find(({ path }) => path === '/messages/:id/replies')?.policy.limit).toBe('submissions');
  });

  test('without words is refused at the field, and nothing is stored', async () => {
    const { id } = await send('anna');
    const { status, text } = await anna.post(`/messages/${id}/replies`).type('form').send({ text: '  ' });
    expect(status).toBe(422);
    expect(summaryOf(text)).toEqual(['Напишите ответ']);
    expect(text).toContain('<title>Ошибка: ');
    expect((await anna.get(`/messages/${id}`)).text).not.toContain('id="replies"');
  });

  test('to another person’s message is not found', async () => {
    const { id } = await send('vera');
    expect((await anna.post(`/messages/${id}/replies`).type('form').send({ text: 'Здравствуйте' })).status).toBe(404);
  });

  test('names its author on the page and in no column', async () => {
    const { id } = await send('anna');
    await anna.post(`/messages/${id}/replies`).type('form').send({ text: 'Это я.' });
    expect(textOf((await anna.get(`/messages/${id}`)).text, '#replies')).toContain('Анна Смирнова');
    expect(JSON.stringify(await run.ctx.db('messages'))).not.toContain('Смирнова');
  });

  test('from another site is refused', async () => {
    const { id } = await send('anna');
    const { status } = await anna
      .post(`/messages/${id}/replies`)
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ text: 'Чужое' });
    expect(status).toBe(403);
  });
});

describe('the archive', () => {
  test('takes ticked messages and gives them back', async () => {
    const { id } = await send('anna', { subject: 'В архив' });
    await anna.post('/messages/selection').type('form').send({ ids: id, act: 'archive', tab: 'all' });
    expect(textOf((await anna.get('/messages')).text, '#messages-list')).not.toContain('В архив новое');
    expect(textOf((await anna.get('/messages?tab=archive')).text, '#messages-list')).toContain('В архив');
    await anna.post('/messages/selection').type('form').send({ ids: id, act: 'restore', tab: 'archive' });
    expect(textOf((await anna.get('/messages')).text, '#messages-list')).toContain('В архив');
  });

  test('without anything ticked says so', async () => {
    const { status, text } = await anna.post('/messages/selection').type('form').send({ act: 'archive', tab: 'all' });
    expect(status).toBe(422);
    expect(summaryOf(text)).toEqual(['Отметьте сообщения, с которыми нужно что-то сделать']);
  });

  test('leaves another person’s messages alone', async () => {
    const { id } = await send('vera');
    await anna.post('/messages/selection').type('form').send({ ids: id, act: 'archive', tab: 'all' });
    expect(await run.ctx.db('messages').where({ id }).first()).toMatchObject({ archived_at: null });
  });

  test('and nobody’s journal speaks of messages that were not theirs or not there', async () => {
    const { id } = await send('vera');
    for (const act of ['read', 'archive', 'restore'])
      await anna
        .post('/messages/selection')
        .type('form')
        .send({ ids: [id, stranger], act, tab: 'all' });
    expect(await run.ctx.db('audit_entries').whereIn('subject', [id, stranger])).toEqual([]);
  });

  test('is closed to those who may only read in the organisation', async () => {
    const { party } = await actorOf(run, 'anna', { organisation: true });
    const { id } = await run.ctx.transaction((tx) =>
      deliverMessage(tx, { party, sender: 'Архив', subject: 'Для Ромашки', text: 'Текст', category: 'ordinary' }),
    );
    const boris = await signIn(run, 'boris', { organisation: true });
    expect((await boris.get(`/messages/${id}`)).status).toBe(200);
    expect((await boris.post(`/messages/${id}/archive`)).status).toBe(403);
    expect((await boris.post(`/messages/${id}/replies`).type('form').send({ text: 'Ответ' })).status).toBe(403);
  });
});
