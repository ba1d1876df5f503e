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

/** How a login went, for what comes after its last step. */
export type How = Readonly<{ method: 'password' | 'sms' | 'app'; foreign: boolean; next: string | null }>;

/** A login that is through but for its password, which is too old: a new one is owed. */
export type NewPasswordFlow = How & Readonly<{ kind: 'new-password' }>;

export type Flow = LoginFlow | NewPasswordFlow | RegistrationFlow;

/** How long a flow waits for its next step, in ms: half an hour. */
export const flowTerm = 1_800_000;
