import type { RegistrationFlow } from '../registration/rules.ts';

/** A login whose password was right and which owes a code. */
export type LoginFlow = Readonly<{
  kind: 'login';
  factor: 'sms' | 'app';
  /** «Чужой компьютер»: nothing is remembered. */
  foreign: boolean;
  /** The page to go on to, a path on this site. */
  next: string | null;
}>;

export type Flow = LoginFlow | RegistrationFlow;

/** How long a flow waits for its next step, in ms: half an hour. */
export const flowTerm = 1_800_000;
