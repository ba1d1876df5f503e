import type { Context } from '../../../context.ts';
import type { Entered, FieldError } from '../../../http/forms.ts';
import { maskPhone } from '../../../platform/values/phone.ts';
import { formatEmail } from '../../../platform/values/email.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { refusalTitle, sentCodeView, unbroken, type SentCodeView } from '../second-step/view.ts';
import { registrationCodeKey } from './actions.ts';
import { pathOf, registrationSteps, type RegistrationFlow, type RegistrationStep } from './rules.ts';

const titles: Record<RegistrationStep, string> = {
  phone: 'Телефон',
  code: 'Код',
  name: 'Имя',
  access: 'Вход',
  agreement: 'Правила',
  consent: 'Согласие',
};

export type StepPage = Readonly<{
  number: number;
  total: number;
  steps: readonly Readonly<{ title: string; state: 'past' | 'current' | 'future'; href?: string }>[];
  /** Address of the page before, where one may go back to. */
  back: string | null;
  entered: Entered;
  errors: readonly FieldError[];
  code: string | null;
  refusal: string;
}>;

/** What every page of the registration shows: where one is, what was answered there, what is wrong. */
export function stepPage(
  step: RegistrationStep,
  flow: RegistrationFlow | null,
  form: Readonly<{ entered?: Entered; errors?: readonly FieldError[] }> = {},
): StepPage {
  const at = registrationSteps.indexOf(step);
  const errors = form.errors ?? [];
  const code = errors[0]?.code ?? null;
  return {
    number: at + 1,
    total: registrationSteps.length,
    steps: registrationSteps.map((name, index) => ({
      title: titles[name],
      state: index < at ? 'past' : index === at ? 'current' : 'future',
    })),
    back: backFrom(step),
    entered: form.entered ?? (flow === null ? {} : answersOf(step, flow)),
    errors,
    code,
    refusal: refusalTitle(code, 'sms'),
  };
}

/** The page of the code: where it went and when another may go. */
export async function codeStepPage(
  ctx: Context,
  sessionId: string,
  flow: RegistrationFlow,
  errors: readonly FieldError[] = [],
): Promise<StepPage & Readonly<{ sent: SentCodeView; factor: 'sms' }>> {
  const sent = await sentCodeView(ctx, registrationCodeKey(sessionId, flow.phone), formatPhone(flow.phone));
  return { ...stepPage('code', flow, { errors }), sent, factor: 'sms' };
}

/** What the last page sums up before the account is made. */
export function summaryOf(flow: RegistrationFlow) {
  return {
    name: [flow.name?.last, flow.name?.first, flow.name?.middle].filter(Boolean).join(' '),
    phone: unbroken(maskPhone(flow.phone)),
    email: flow.email === null ? null : formatEmail(flow.email),
  };
}

/** Answers may be looked through backwards as far as the name: the phone is confirmed by then. */
function backFrom(step: RegistrationStep): string | null {
  const before = registrationSteps[registrationSteps.indexOf(step) - 1];
  return before === undefined || step === 'name' ? null : pathOf(before);
}

function answersOf(step: RegistrationStep, flow: RegistrationFlow): Entered {
  if (step === 'phone') return { phone: formatPhone(flow.phone) };
  if (step === 'name' && flow.name !== null) {
    const { last, first, middle } = flow.name;
    return { lastName: last, firstName: first, middleName: middle ?? '', noMiddleName: middle === null ? ['yes'] : [] };
  }
  return step === 'access' && flow.email !== null ? { email: formatEmail(flow.email) } : {};
}
