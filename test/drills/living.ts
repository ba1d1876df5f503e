import { randomInt, randomUUID } from 'node:crypto';
import { archiveWork } from '../../src/features/demo/cases/answers.ts';
import { newPaper, Unknown, type Answer, type Person } from './client.ts';
import type { FiledDraft, Ledger } from './ledger.ts';

type Life = Readonly<{
  person: Person;
  ledger: Ledger;
  isOver: () => boolean;
  /** Waits until the server answers again. */
  ready: () => Promise<void>;
}>;

/** Files applications, keeps documents and answers messages, over and over, whatever happens to the server. */
export async function live(life: Life): Promise<void> {
  while (!life.isOver()) {
    try {
      await fileApplication(life);
      if (randomInt(3) === 0) await keepDocument(life);
      if (randomInt(3) === 0) await answerMessage(life);
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      await life.ready();
    }
  }
}

async function fileApplication(life: Life): Promise<void> {
  const { person, ledger } = life;
  const started = acknowledged(
    life,
    await person.post('/applications', form({ slug: 'archive-reference', anew: 'yes' })),
  );
  const id = /drafts\/([0-9a-f-]{36})/.exec(started?.location ?? '')?.[1];
  if (id === undefined) return;
  const draft: FiledDraft = {
    id,
    saved: new Map(),
    tried: new Map(),
    files: [],
    triedFiles: [],
    number: null,
    triedToSend: false,
  };
  ledger.drafts.push(draft);

  const { subject = {}, period = {}, delivery = {} } = archiveWork('', '1998', '2005');
  // The page «Заявитель» is filled from the profile.
  await savePage(life, draft, 'period', { ...period, workBook: 'yes' }, 'autosave');
  for (const [page, answers] of Object.entries({ subject, delivery })) await savePage(life, draft, page, answers);
  await savePage(life, draft, 'period', { ...period, workBook: 'yes' });
  await attach(life, draft, ['workBookCopy', ...(randomInt(2) === 0 ? ['extra', 'extra'] : [])]);
  // Now and then somebody leaves it at that.
  if (randomInt(8) > 0) await send(life, draft);
}

/** A page that names an employer carries a mark that no other save has. */
async function savePage(
  life: Life,
  draft: FiledDraft,
  page: string,
  answers: Readonly<Record<string, string | readonly string[]>>,
  how: 'continue' | 'autosave' = 'continue',
): Promise<void> {
  const mark = page === 'period' ? `Завод ${randomUUID()}` : page;
  const body = {
    ...answers,
    revision: '1000000',
    do: 'continue',
    ...(page === 'period' && { places_0_employer: mark }),
  };
  const path = `/applications/drafts/${draft.id}/pages/${page}${how === 'autosave' ? '/autosave' : ''}`;
  draft.tried.set(page, mark);
  if (acknowledged(life, await life.person.post(path, form(body))) !== null) draft.saved.set(page, mark);
}

async function attach(life: Life, draft: FiledDraft, places: readonly string[]): Promise<void> {
  const body = new FormData();
  const files = places.map((place) => ({ place, ...newPaper() }));
  for (const { place, file } of files) body.append(place, file);
  body.append('do', 'upload');
  const sent = files.map(({ place, sha256 }) => ({ place, sha256 }));
  draft.triedFiles.push(...sent);
  const answer = acknowledged(life, await life.person.post(`/applications/drafts/${draft.id}/files`, body));
  if (answer !== null) draft.files.push(...sent);
}

/** Presses «Отправить» until there is an answer, now and then twice at once; every answer must name the same number. */
async function send(life: Life, draft: FiledDraft): Promise<void> {
  const { ledger, person } = life;
  draft.triedToSend = true;
  const press = async (): Promise<void> => {
    for (;;) {
      try {
        const answer = acknowledged(life, await person.post(`/applications/drafts/${draft.id}/submission`, form({})));
        const number = /^\/applications\/([\d-]+)/.exec(answer?.location ?? '')?.[1];
        if (number === undefined) return;
        if (draft.number !== null && draft.number !== number)
          ledger.contradictions.push(`${draft.id}: ${draft.number}, then ${number}`);
        draft.number = number;
        return;
      } catch (error) {
        if (!(error instanceof Unknown)) throw error;
        await life.ready();
      }
    }
  };
  await Promise.all(randomInt(4) === 0 ? [press(), press()] : [press()]);
}

async function keepDocument(life: Life): Promise<void> {
  const { file, sha256 } = newPaper();
  const body = new FormData();
  for (const [name, value] of Object.entries({ type: 'reference', title: 'Справка' })) body.append(name, value);
  body.append('file', file);
  const answer = acknowledged(life, await life.person.post('/documents', body));
  const id = /^\/documents\/([0-9a-f-]{36})$/.exec(answer?.location ?? '')?.[1];
  if (id !== undefined) life.ledger.documents.push({ id, sha256 });
}

async function answerMessage(life: Life): Promise<void> {
  const { text: list } = await life.person.get('/messages');
  const id = /href="\/messages\/([0-9a-f-]{36})"/.exec(list)?.[1];
  if (id === undefined) return;
  const reply = { text: `Ответ ${randomUUID()}`, acknowledged: false };
  life.ledger.replies.push(reply);
  const answer = acknowledged(life, await life.person.post(`/messages/${id}/replies`, form({ text: reply.text })));
  reply.acknowledged = answer !== null;
}

/** Counts an answer that says «done»; null for a refusal that the portal may give when it is busy. */
function acknowledged({ ledger }: Life, answer: Answer): Answer | null {
  if (answer.status === 303 || answer.status === 200) {
    if (answer.location.startsWith('/login')) throw new Error('somebody was signed out');
    ledger.acknowledged += 1;
    return answer;
  }
  if (answer.status === 503 || answer.status === 409) return null;
  throw new Error(`unexpected answer ${answer.status}: ${answer.text.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 400)}`);
}

function form(values: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs);
}
