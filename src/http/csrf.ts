import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Forbidden } from '../errors.ts';
import { readCookie, setCookie } from './cookies.ts';
import { stateOf, type RequestState } from './request-state.ts';

/** The name of the token, as a form field and in the query of a multipart form's action. */
export const csrfField = '_csrf';

/**
 * The form token: bound to the session, or to a stateless visitor cookie where there is none.
 * It decides only for browsers that send neither Sec-Fetch-Site nor Origin.
 */
export function csrfToken(req: Request): string {
  const state = stateOf(req);
  if (state.rawSession !== null) return tokenOf(state, 'session', state.rawSession);
  return tokenOf(state, 'visitor', visitorOf(req) ?? newVisitor(state));
}

export function isUnsafe(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** What the headers alone say of an unsafe request: they are set by the browser, never by a page. */
export function judgeByHeaders(req: Request, origin: string): 'ours' | 'foreign' | 'unknown' {
  const site = req.headers['sec-fetch-site'];
  if (site === 'same-origin') return 'ours';
  if (site !== undefined && site !== 'none') return 'foreign';
  const given = req.headers.origin;
  if (given === undefined || given === 'null') return 'unknown';
  return given === origin ? 'ours' : 'foreign';
}

/** Whether a token given in the query or the body is the one of this session or visitor. Constant time. */
export function isTokenValid(req: Request, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const state = stateOf(req);
  if (state.rawSession !== null) return same(given, tokenOf(state, 'session', state.rawSession));
  const visitor = visitorOf(req);
  return visitor !== null && same(given, tokenOf(state, 'visitor', visitor));
}

/** Whether a token is that of the session that has just ended. */
export function isLateTokenValid(req: Request, given: unknown): boolean {
  const state = stateOf(req);
  return typeof given === 'string' && state.lapsed !== null && same(given, tokenOf(state, 'session', state.lapsed));
}

function same(given: string, expected: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === two.length && timingSafeEqual(one, two);
}

export function csrfRefused(): Forbidden {
  return new Forbidden({
    code: 'HTTP-CSRF',
    title: 'Форма устарела',
    explanation: 'Мы не смогли убедиться, что форму отправили с нашей страницы. Откройте страницу заново и повторите.',
  });
}

function visitorOf(req: Request): string | null {
  const state = stateOf(req);
  if (state.rawVisitor === null) {
    const given = readCookie(req, state.http.visitorCookie);
    if (given !== null && /^[A-Za-z0-9_-]{22}$/.test(given)) state.rawVisitor = given;
  }
  return state.rawVisitor;
}

function newVisitor(state: RequestState): string {
  state.rawVisitor = state.http.ctx.random.bytes(16).toString('base64url');
  setCookie(state.res, state.http.visitorCookie, state.rawVisitor, state.http.secure);
  return state.rawVisitor;
}

function tokenOf({ http }: RequestState, kind: 'session' | 'visitor', raw: string): string {
  const name = `${kind} ${raw}`;
  let token = http.formTokens.get(name);
  if (token === undefined) http.formTokens.keep(name, (token = http.ctx.cipher.mac(`csrf.${kind}`, raw)));
  return token;
}
