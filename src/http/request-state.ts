import type { Request, Response } from 'express';
import { Forbidden } from '../errors.ts';
import type { Actor } from '../platform/values/actor.ts';
import type { Client, Http, Session } from './ports.ts';
import type { RouteEntry } from './policy.ts';
import type { Uploads } from './uploads.ts';

/** What the middleware knows of one request. Handlers read it through the functions below. */
export type RequestState = {
  readonly http: Http;
  readonly res: Response;
  readonly client: Client;
  /** Set once the session has been looked up, so that it happens at most once. */
  identified: Promise<void> | null;
  session: Session | null;
  /** The cookie's value, from which the form token is derived. */
  rawSession: string | null;
  /** The cookie's value when the session that it named has ended. */
  lapsed: string | null;
  rawVisitor: string | null;
  actor: Actor | null;
  route: RouteEntry | null;
  /** The public number in the address, as it came. */
  number: string | null;
  /** Code of the error page that was answered. */
  refusal: string | null;
  bodyRead: boolean;
  uploads: Uploads;
};

const key = Symbol('kabinet');

type Carrier = Request & { [key]?: RequestState };

export function attachState(req: Request, state: RequestState): void {
  (req as Carrier)[key] = state;
}

/** The state of a request. @throws when the app's first middleware has not run. */
export function stateOf(req: Request): RequestState {
  const state = (req as Carrier)[key];
  if (state === undefined) throw new Error('the request did not pass the first middleware');
  return state;
}

export function hasState(req: Request): boolean {
  return (req as Carrier)[key] !== undefined;
}

/** Who acts. Every route for persons or staff has one; @throws on routes that are open to others. */
export function actorOf(req: Request): Actor {
  const { actor } = stateOf(req);
  if (actor === null) throw new Forbidden();
  return actor;
}

/** Who acts, or null for visitors. */
export function actorOrNull(req: Request): Actor | null {
  return stateOf(req).actor;
}

/** The session of the request. @throws when there is none: see `sessionOrNull`. */
export function sessionOf(req: Request): Session {
  const { session } = stateOf(req);
  if (session === null) throw new Forbidden();
  return session;
}

/** The session of the request in any stage, or null. */
export function sessionOrNull(req: Request): Session | null {
  return stateOf(req).session;
}

/** Address and browser of the request. */
export function clientOf(req: Request): Client {
  return stateOf(req).client;
}
