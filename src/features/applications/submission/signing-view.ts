import type { FieldError } from '../../../http/forms.ts';
import { formatFileSize } from '../../../platform/values/file-size.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { stepsView } from '../../catalogue/index.ts';
import type { Draft, FrozenPaper } from '../drafts/rules.ts';
import type { DraftService } from '../drafts/service.ts';
import { stepHref, stepsOfPage } from '../drafts/steps.ts';
import { signatureTitle, type ApplicationSignature, type Refusal } from './rules.ts';

type Moment = Readonly<{ now: number; timeZone: string }>;

/** The mark of the signature under a paper, and what it rests on. */
export function signatureModel(signature: ApplicationSignature, checkedAt: number, timeZone: string) {
  const title = signatureTitle(signature);
  const checked = `Проверено ${formatDateTime(checkedAt, timeZone).replace(' ', ' в ')}.`;
  if (signature.kind === 'none') return null;
  if (signature.kind === 'simple')
    return { kind: 'simple', title, phone: signature.phone, at: formatDateTime(signature.at, timeZone) } as const;
  const { serial, owner, notBefore, notAfter } = signature.certificate;
  const valid = `${formatDate(notBefore, timeZone)}\u00A0— ${formatDate(notAfter, timeZone)}`;
  return {
    kind: 'certificate',
    mark: { title, certificate: serial, owner, valid, verdict: 'Подпись верна', checked },
  } as const;
}

/** The page on which the frozen paper is downloaded and signed. */
export function signingPage(
  draft: Draft,
  { file, frozenAt }: FrozenPaper,
  ready: DraftService,
  {
    refusal,
    code,
    moment,
  }: Readonly<{
    refusal: Refusal | null;
    /** Where a code goes and when it went; null where a file is asked for. */
    code: Readonly<{
      phone: string;
      sentAt: number | null;
      resendAt: number | null;
      error: (Omit<FieldError, 'field'> & Readonly<{ attempt?: string }>) | null;
    }> | null;
    moment: Moment;
  }>,
) {
  const { definition } = ready.service;
  // The paper is there because everything before it was complete: an edit takes it away.
  const passed = stepsOfPage(draft, ready).map((step) => ({ ...step, complete: step.id !== 'signature' }));
  const bar = stepsView(passed, 'signature', (id) => stepHref(draft.id, id));
  const base = `/applications/drafts/${draft.id}`;
  const fileErrors =
    refusal === null
      ? []
      : [{ field: 'signature', message: `${refusal.words} Код ${refusal.code}.`, code: refusal.code }];
  const codeErrors = code?.error ? [{ ...code.error, field: 'code' }] : [];
  return {
    base,
    over: `${definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    level: definition.signature,
    applicant: ready.about.applicant,
    paper: { name: file.name, size: formatFileSize(file.size), sha256: file.sha256, href: `${base}/signing/paper` },
    at: formatDateTime(frozenAt, moment.timeZone),
    signature: draft.signature === null ? null : signatureModel(draft.signature, draft.signature.at, moment.timeZone),
    attempt: refusal?.attempt ?? code?.error?.attempt ?? null,
    code: code && {
      phone: code.phone,
      sent: code.sentAt === null ? null : formatDateTime(code.sentAt, moment.timeZone),
      wait: code.resendAt === null ? 0 : Math.max(0, Math.ceil((code.resendAt - moment.now) / 1000)),
    },
    errors: [...fileErrors, ...codeErrors],
    // A refused signature names its code in its own words.
    errorCode: code?.error?.code ?? null,
  };
}
