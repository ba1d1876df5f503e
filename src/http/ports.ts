import type { Request } from 'express';
import type { Context } from '../context.ts';
import type { Recent } from '../platform/recent.ts';
import type { Actor, Party } from '../platform/values/actor.ts';
import type { Limiter, RateLimits } from './rate-limits.ts';
import type { Views } from './views.ts';

/**
 * How far a visitor has come: `visitor` has begun a flow (registration, recovery), `partial` has passed the first
 * factor and owes something (a code, a new password), `full` is signed in. Only `full` has an actor.
 */
export type SessionStage = 'visitor' | 'partial' | 'full';

/** A session as it is stored. Times in UTC milliseconds; the cookie's value is never stored, only its hash. */
export type StoredSession = Readonly<{
  /** Row id, not secret; it survives rotation, so flows may refer to it. */
  id: string;
  stage: SessionStage;
  personId: string | null;
  /** Whose cabinet is open: null for the person's own. */
  party: Party | null;
  deviceId: string | null;
  /** Start of the absolute term: creation, or the last change of stage. */
  startedAt: number;
  usedAt: number;
  /** A shorter idle time that the person chose, in milliseconds. */
  idleMs: number | null;
  /** When a factor was last asked again for a sensitive act. */
  steppedUpAt: number | null;
}>;

/** A session in use; `endsAt` is the time at which it will end if nothing more is done. */
export type Session = StoredSession & Readonly<{ endsAt: number }>;

/** What a rotation may change; what is absent stays. */
export type SessionChange = Readonly<
  Partial<Pick<StoredSession, 'stage' | 'personId' | 'party' | 'deviceId' | 'idleMs' | 'steppedUpAt'>>
>;

/** Where a request comes from, for lists of sessions and journals. */
export type Client = Readonly<{ address: string; userAgent: string }>;

export type SessionEnd = 'idle' | 'term' | 'logout';

/** A session with who acts in it: null before the last factor, and when the account may no longer act. */
export type ActingSession = Readonly<{ session: StoredSession; actor: Actor | null }>;

/** Where sessions live. `hash` is SHA-256 of the cookie's value in hex. */
export type SessionStore = Readonly<{
  create(session: StoredSession, hash: string, client: Client): Promise<void>;
  /** Notes a use; called at most once a minute. */
  touch(id: string, usedAt: number): Promise<void>;
  /** Replaces the whole row of `session.id`, hash included: the old cookie is dead from here on. */
  rotate(session: StoredSession, hash: string, client: Client): Promise<void>;
  end(id: string, reason: SessionEnd, at: number): Promise<void>;
}>;

export type HttpContext = Pick<Context, 'config' | 'clock' | 'ids' | 'random' | 'cipher' | 'files' | 'audit' | 'log'>;

/** A form that came after its session had ended: `path` is where it was sent, with its query. */
export type LateForm = Readonly<{
  personId: string;
  path: string;
  body: Readonly<Record<string, string | readonly string[]>>;
}>;

/** Keeps the form of a person whose session ran out while they were writing. */
export type LateForms = Readonly<{
  /** Whose full session of this hash ran out by itself (idle or term), and when; null for every other hash. */
  ownerOf(hash: string): Promise<Readonly<{ personId: string; endedAt: number }> | null>;
  /** Keeps the form, encrypted, for 30 minutes; answers the address at which the same person may send it after login. */
  keep(form: LateForm): Promise<string>;
}>;

/** What the HTTP vocabulary must know of the features; `app.ts` hands it in. */
export type HttpPorts = Readonly<{
  ctx: HttpContext;
  sessions: SessionStore;
  /** The session of this hash, or null when there is none or it was ended. One statement: every page begins with it. */
  loadSession(hash: string): Promise<ActingSession | null>;
  /** The actor of a full session, or null when the account may no longer act. One statement. */
  loadActor(session: Session): Promise<Actor | null>;
  /** The model of the page shell; called for whole pages only, after guards. */
  shellFor(req: Request): object | Promise<object>;
  views: Views;
  /** Where the counts of the rate limits are kept; in memory when it is not given. */
  limiter?: Limiter | undefined;
  /** Without it a late form leads to the login page only. */
  lateForms?: LateForms;
}>;

/** The ports with what is made of them at start. */
export type Http = HttpPorts &
  Readonly<{
    limits: RateLimits;
    secure: boolean;
    sessionCookie: string;
    visitorCookie: string;
    /** Form tokens by the cookie that they belong to. */
    formTokens: Recent<string>;
  }>;
