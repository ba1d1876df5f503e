import type { Request, Response } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { Context } from '../../../context.ts';
import { clientOf } from '../../../http/request-state.ts';
import { subscriberOf } from '../../../http/rate-limits.ts';
import { checkPassword, type LoginVerdict } from './actions.ts';
import { readDeviceToken } from '../device-cookie.ts';

/** Runs the password strategy over the form of a request and answers its verdict; sessions are our own. */
export type PasswordLogin = (req: Request, res: Response) => Promise<LoginVerdict>;

export function createPasswordLogin(ctx: Context): PasswordLogin {
  const passport = new Passport();
  const options = {
    usernameField: 'login',
    passwordField: 'password',
    session: false,
    passReqToCallback: true,
  } as const;
  passport.use(
    new Strategy(options, async (req, typed, password, done) => {
      const address = subscriberOf(clientOf(req).address);
      // Refusals travel as a verdict, too: what passport calls a failure carries no more than a line of text.
      const verdict = await checkPassword(ctx, { typed, password, address, deviceToken: readDeviceToken(req) }).catch(
        asError,
      );
      if (verdict instanceof Error) done(verdict);
      else done(null, verdict);
    }),
  );
  return (req, res) =>
    new Promise((resolve, reject) => {
      const settle = (error: unknown, verdict?: unknown) =>
        error || !verdict
          ? reject(error instanceof Error ? error : new Error('no verdict'))
          : resolve(verdict as LoginVerdict);
      (
        passport.authenticate('local', { session: false }, settle) as (
          req: Request,
          res: Response,
          next: (error: unknown) => void,
        ) => void
      )(req, res, settle);
    });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
