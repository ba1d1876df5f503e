import type { Name } from '../../accounts/index.ts';

/** The pages of the short registration in their order; each opens when those before it are done. */
export const registrationSteps = ['phone', 'code', 'name', 'access', 'agreement', 'consent'] as const;

export type RegistrationStep = (typeof registrationSteps)[number];

export type RegistrationFlow = Readonly<{
  kind: 'registration';
  /** The furthest page that may be opened. */
  step: RegistrationStep;
  phone: string;
  phoneConfirmedAt: number | null;
  name: Name | null;
  email: string | null;
  /** The password itself is kept nowhere. */
  passwordHash: string | null;
  agreedAt: number | null;
}>;

/** A flow in which nothing is missing any more. */
export type CompleteRegistration = Readonly<{
  phone: string;
  phoneConfirmedAt: number;
  name: Name;
  email: string | null;
  passwordHash: string;
}>;

/** Versions of the texts that a new person agrees to; a changed text gets another one. */
export const textVersions = { agreement: '1', policy: '1', processing: '1' } as const;

/** A flow that has just begun: a code is on its way to the phone. */
export function beginRegistration(phone: string): RegistrationFlow {
  return {
    kind: 'registration',
    step: 'code',
    phone,
    phoneConfirmedAt: null,
    name: null,
    email: null,
    passwordHash: null,
    agreedAt: null,
  };
}

/**
 * Whether a page may be opened now: null, or the page to go to instead. The first page is always open (it begins anew);
 * a confirmed phone is not confirmed twice; answers may be looked through backwards, never jumped over.
 */
export function detour(flow: RegistrationFlow | null, wanted: RegistrationStep): RegistrationStep | null {
  if (wanted === 'phone') return null;
  if (flow === null) return 'phone';
  if (flow.step === 'code') return wanted === 'code' ? null : 'code';
  if (wanted === 'code') return flow.step;
  return positionOf(wanted) <= positionOf(flow.step) ? null : flow.step;
}

/** The flow with one page done and what was answered there; it never goes back. */
export function advance(
  flow: RegistrationFlow,
  done: RegistrationStep,
  answers: Partial<RegistrationFlow>,
): RegistrationFlow {
  const next = nextOf(done);
  return { ...flow, ...answers, step: positionOf(next) > positionOf(flow.step) ? next : flow.step };
}

/** What the account is made of, or null while something is missing: the last guard, whatever way led here. */
export function completed(flow: RegistrationFlow): CompleteRegistration | null {
  const { phone, phoneConfirmedAt, name, email, passwordHash, agreedAt } = flow;
  if (
    flow.step !== 'consent' ||
    phoneConfirmedAt === null ||
    name === null ||
    passwordHash === null ||
    agreedAt === null
  )
    return null;
  return { phone, phoneConfirmedAt, name, email, passwordHash };
}

/** The page after a page; the last one is its own. */
export function nextOf(step: RegistrationStep): RegistrationStep {
  return registrationSteps[positionOf(step) + 1] ?? step;
}

/** Address of a page. */
export function pathOf(step: RegistrationStep): string {
  return step === 'phone' ? '/register' : `/register/${step}`;
}

function positionOf(step: RegistrationStep): number {
  return registrationSteps.indexOf(step);
}
