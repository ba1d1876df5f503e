import type { Request, Response } from 'express';
import type { StaffRole } from '../platform/values/actor.ts';
import type { LimitName } from './rate-limits.ts';
import type { UploadRule } from './uploads.ts';

/** Who may use a route, and how: the whole policy stands beside the path. */
export type Policy = Readonly<{
  /** `anyone`; `guest`: only signed out; `person`: anybody signed in; a list: staff with one of these roles. */
  who: 'anyone' | 'guest' | 'person' | readonly StaffRole[];
  /** The actor must be allowed to change things in the cabinet that is open. */
  rights?: 'change';
  /** The account must be «Подтверждённая». */
  confirmed?: true;
  /** What record is loaded through the actor: a stranger's is simply not found. */
  owns?: string;
  /** Name of the act in the journal; refusals by this policy are journalled under it. */
  audit?: string;
  limit?: LimitName;
  upload?: UploadRule;
  /** Patterns of path parameters that differ from the usual ones of their name (see params.ts). */
  params?: Readonly<Record<string, RegExp>>;
}>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type RouteEntry = Readonly<{
  method: Method;
  path: string;
  policy: Policy;
  feature: string;
  handlerName: string;
}>;

/** `'/a/:id/b/:number'` → `{ id: string; number: string }`. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : Request['params'];

export type Handler<Path extends string = string> = (
  req: Request<ParamsOf<Path>>,
  res: Response,
) => void | Promise<void>;
