import express, { type Request, type Response } from 'express';
import { AppError, BadRequest } from '../errors.ts';
import { isStreamSafe } from '../platform/values/check.ts';
import { stateOf } from './request-state.ts';

const parse = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 1000, inflate: false });
/** A form of 100 kB arrives within this even on a bad line; whoever sends slower holds a connection on purpose. */
const patience = 60_000;

/** Reads an urlencoded body of at most 100 kB into `req.body`, once. Other types stay unread, and the body empty. */
export async function readBody(req: Request): Promise<void> {
  const state = stateOf(req);
  if (state.bodyRead) return;
  state.bodyRead = true;
  await parsed(req, state.res);
  req.body ??= {};
  refuseEndlessMarks(req.body);
}

/** Every text of a form is normalised sooner or later. @throws BadRequest for one that nobody can have typed. */
export function refuseEndlessMarks(body: unknown): void {
  const values: readonly unknown[] = Object.values(body ?? {}).flat();
  if (values.some((value) => typeof value === 'string' && !isStreamSafe(value))) throw new BadRequest();
}

async function parsed(req: Request, res: Response): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    res.set('Connection', 'close');
    reject(new AppError(408, slow));
  }, patience);
  parse(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

const slow = {
  code: 'HTTP-TIMEOUT',
  title: 'Связь слишком медленная',
  explanation: 'Форма не пришла к нам целиком. Вернитесь на страницу и отправьте её ещё раз.',
};
