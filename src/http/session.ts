import { hash } from 'node:crypto';
import type { Request } from 'express';
import { hour, minute } from '../platform/values/durations.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import type { Http, Session, SessionChange, SessionEnd, StoredSession } from './ports.ts';
import { stateOf, type RequestState } from './request-state.ts';

export type { Session, SessionChange, SessionEnd, SessionStage, SessionStore, StoredSession } from './ports.ts';
export { actorOf, actorOrNull, clientOf, sessionOf, sessionOrNull } from './request-state.ts';

/** A use is written at most this often, and the promised end of the session follows what is written. */
const touchEvery = minute;

/** Looks up the session and the actor of a request, once: one statement, and a write a minute. */
export function identify(req: Request): Promise<void> {
  const state = stateOf(req);
  state.identified ??= lookUp(req, state);
  return state.identified;
}

async function lookUp(req: Request, state: RequestState): Promise<void> {
  const { http } = state;
  const raw = readCookie(req, http.sessionCookie);
  if (raw === null || !/^[A-Za-z0-9_-]{22}$/.test(raw)) return;
  const found = await http.loadSession(hashOf(raw));
  if (found === null) {
    state.lapsed = raw;
    return;
  }
  const stored = found.session;
  const now = http.ctx.clock.now();
  const session = withEnd(http, stored);
  if (now >= session.endsAt) {
    state.lapsed = raw;
    await http.sessions.end(stored.id, now >= termOf(http, stored) ? 'term' : 'idle', now);
    return;
  }
  if (stored.stage === 'full' && found.actor === null) {
    state.lapsed = raw;
    return;
  }
  state.actor = found.actor;
  state.rawSession = raw;
  state.session = isBackground(req) ? session : await touched(http, stored, now);
}

async function touched(http: Http, stored: StoredSession, now: number): Promise<Session> {
  if (now - stored.usedAt < touchEvery) return withEnd(http, stored);
  await http.sessions.touch(stored.id, now);
  return withEnd(http, { ...stored, usedAt: now });
}

/** Requests that a page makes by itself keep nobody signed in: its script marks them. */
export function isBackground(req: Request): boolean {
  return req.headers['x-background'] === '1';
}

/** The session of the request; when there is none, an anonymous one is created, for flows that need it. */
export async function startSession(req: Request): Promise<Session> {
  await identify(req);
  return stateOf(req).session ?? renew(req, {});
}

/**
 * Gives the session a new cookie and changes it, at every login and step-up: a value that somebody planted or saw before
 * is worth nothing after. A change of stage starts the absolute term anew. Works without an earlier session, too.
 */
export async function rotateSession(req: Request, change: SessionChange): Promise<Session> {
  await identify(req);
  return renew(req, change);
}

async function renew(req: Request, change: SessionChange): Promise<Session> {
  const state = stateOf(req);
  const { http, client } = state;
  const now = http.ctx.clock.now();
  const before = state.session;
  const base: StoredSession = before
    ? stripEnd(before)
    : { ...blank, id: http.ctx.ids.next(), startedAt: now, usedAt: now };
  const newTerm = change.stage !== undefined && change.stage !== base.stage;
  const session: StoredSession = { ...base, ...change, usedAt: now, startedAt: newTerm ? now : base.startedAt };
  const raw = http.ctx.random.bytes(16).toString('base64url');
  await (before ? http.sessions.rotate : http.sessions.create)(session, hashOf(raw), client);
  setCookie(state.res, http.sessionCookie, raw, http.secure);
  state.rawSession = raw;
  state.session = withEnd(http, session);
  state.actor = session.stage === 'full' ? await http.loadActor(state.session) : null;
  return state.session;
}

/** Ends the session of the request, if any, and forgets its cookie. */
export async function endSession(req: Request, reason: SessionEnd): Promise<void> {
  await identify(req);
  const state = stateOf(req);
  if (state.session) await state.http.sessions.end(state.session.id, reason, state.http.ctx.clock.now());
  clearCookie(state.res, state.http.sessionCookie, state.http.secure);
  state.session = null;
  state.rawSession = null;
  state.actor = null;
}

const blank = {
  stage: 'visitor',
  personId: null,
  party: null,
  deviceId: null,
  idleMs: null,
  steppedUpAt: null,
} as const;

function stripEnd({ endsAt: _endsAt, ...stored }: Session): StoredSession {
  return stored;
}

function withEnd(http: Http, stored: StoredSession): Session {
  const idle = Math.min(stored.idleMs ?? Infinity, http.ctx.config.limits.sessionIdleMinutes * minute);
  return { ...stored, endsAt: Math.min(stored.usedAt + idle, termOf(http, stored)) };
}

function termOf(http: Http, stored: StoredSession): number {
  return stored.startedAt + http.ctx.config.limits.sessionMaxHours * hour;
}

/** 128 random bits need no slow or keyed hash. */
export function hashOf(raw: string): string {
  return hash('sha256', raw, 'hex');
}
