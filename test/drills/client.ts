import { createHash, randomBytes, randomInt } from 'node:crypto';
import { makePdf } from '../support/files.ts';

export type Answer = Readonly<{ status: number; location: string; text: string }>;

/** The connection broke before the answer was whole: what was asked for may have happened or not. */
export class Unknown extends Error {}

/** Somebody signed in, who sends forms as a browser does and follows nothing. */
export type Person = Readonly<{
  get(path: string): Promise<Answer>;
  post(path: string, body: URLSearchParams | FormData): Promise<Answer>;
}>;

/** @param cookie of a session that was put into the store: the ways in have tests of their own */
export function personWith(base: string, cookie: string): Person {
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    try {
      const answer = await fetch(new URL(path, base), {
        ...init,
        redirect: 'manual',
        headers: { Accept: 'text/html', Origin: base, cookie },
      });
      const text = await answer.text();
      return { status: answer.status, location: answer.headers.get('location') ?? '', text };
    } catch (error) {
      throw new Unknown('broken off', { cause: error });
    }
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body) => send(path, { method: 'POST', body }),
  };
}

/** A real PDF with content of its own; now and then a large one, so that kills meet uploads half-way. */
export function newPaper(): Readonly<{ file: File; sha256: string }> {
  const filler = randomBytes(randomInt(8) === 0 ? randomInt(50_000, 400_000) : randomInt(100, 4_000));
  const bytes = makePdf(filler.toString('base64'));
  const file = new File([new Uint8Array(bytes)], 'справка.pdf', { type: 'application/pdf' });
  return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
}
