import { formatFileSize } from '../../../platform/values/file-size.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { stepsView, summaryOf, termWords, type Step, type SummaryBlock } from '../../catalogue/index.ts';
import { fileLine } from '../attachments/view.ts';
import type { Draft } from '../drafts/rules.ts';
import { stepHref } from '../drafts/steps.ts';
import { savedWords, versionNotice } from '../drafts/view.ts';
import type { Readiness } from './readiness.ts';
import { signatureTitle, type ApplicationSignature, type Refusal } from './rules.ts';

type Moment = Readonly<{ now: number; timeZone: string }>;

/** «Проверить»: all answers and files, and everything that is missing with the way to it. */
export function checkPage(
  draft: Draft,
  ready: Readiness,
  {
    steps,
    confirmed,
    refusal,
    moment,
  }: Readonly<{ steps: readonly Step[]; confirmed: boolean; refusal: Refusal | null; moment: Moment }>,
) {
  const { definition } = ready.service;
  const bar = stepsView(steps, 'check', (id) => stepHref(draft.id, id));
  const hrefOf = (page: string, name: string) => `${stepHref(draft.id, page)}#${name}`;
  const wrong = new Map(ready.problems.map(({ page, name, message }) => [`${page} ${name}`, message]));
  return {
    id: draft.id,
    over: `${definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    revision: draft.revision,
    problems: ready.problems.map(({ page, name, number, message }) => ({
      href: hrefOf(page, name),
      text: `${number}. ${message}`,
    })),
    sections: summaryOf(definition, draft.answers, ready.about).map(({ page, step, title, blocks }) => ({
      title: `${step}. ${title}`,
      href: stepHref(draft.id, page),
      about: title,
      blocks: blocks.map((block) =>
        blockOf(block, (name) => ({ href: hrefOf(page, name), alert: wrong.has(`${page} ${name}`) })),
      ),
    })),
    documents: ready.documents.map(({ number, rule }) => ({
      number,
      title: rule.title,
      missing: wrong.has(`documents ${rule.id}`),
      optional: !rule.required,
      files: ready.files.filter(({ documentId }) => documentId === rule.id).map((file) => fileLine(draft.id, file)),
    })),
    documentsHref: stepHref(draft.id, 'documents'),
    facts: [
      { key: 'Ведомство', value: definition.department.name },
      { key: 'Срок', value: termWords(definition.term) },
    ],
    complete: ready.problems.length === 0 && ready.obstacle === null,
    confirmed,
    signed: definition.signature === 'none' ? null : draft.paper !== null,
    version: versionNotice(draft.id, ready.version),
    refusal,
    errors: refusal === null ? [] : [{ field: 'main', message: refusal.words, code: refusal.code }],
    saved: savedWords(draft, moment),
  };
}

function blockOf({ title, rows }: SummaryBlock, of: (name: string) => { href: string; alert: boolean }) {
  return {
    title,
    items: rows.map(({ number, label, lines, name }) => {
      const { href, alert } = of(name);
      return { number, key: label, value: lines.join('; '), alert, change: { href, about: label } };
    }),
  };
}

/** The mark of the signature under a paper, and what it rests on. */
export function signatureModel(signature: ApplicationSignature, checkedAt: number, timeZone: string) {
  const title = signatureTitle(signature);
  const checked = `Проверено ${formatDateTime(checkedAt, timeZone).replace(' ', ' в ')}.`;
  if (signature.kind === 'none') return null;
  if (signature.kind === 'simple')
    return { kind: 'simple', title, phone: signature.phone, at: formatDateTime(signature.at, timeZone) } as const;
  const { serial, owner, notBefore, notAfter } = signature.certificate;
  const valid = `${formatDate(notBefore, timeZone)} — ${formatDate(notAfter, timeZone)}`;
  return {
    kind: 'certificate',
    mark: { title, certificate: serial, owner, valid, verdict: 'Подпись верна', checked },
  } as const;
}

export type PaperFacts = Readonly<{ name: string; size: number; sha256: string }>;

/** The page on which the frozen paper is downloaded and signed. */
export function signingPage(
  draft: Draft,
  ready: Pick<Readiness, 'service'>,
  {
    steps,
    paper,
    refusal,
    code,
    moment,
  }: Readonly<{
    steps: readonly Step[];
    paper: PaperFacts;
    refusal: Refusal | null;
    /** Where a code goes and when it went; null where a file is asked for. */
    code: Readonly<{ phone: string; sentAt: number | null; resendAt: number | null; error: string | null }> | null;
    moment: Moment;
  }>,
) {
  const { definition } = ready.service;
  // The paper is there because the check was passed.
  const passed = steps.map((step) => (step.id === 'check' ? { ...step, complete: true } : step));
  const bar = stepsView(passed, 'signature', (id) => stepHref(draft.id, id));
  const base = `/applications/drafts/${draft.id}`;
  const fileErrors =
    refusal === null
      ? []
      : [{ field: 'signature', message: `${refusal.words} Код ${refusal.code}.`, code: refusal.code }];
  const codeErrors = code?.error ? [{ field: 'code', message: code.error }] : [];
  return {
    base,
    over: `${definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    level: definition.signature,
    paper: { name: paper.name, size: formatFileSize(paper.size), sha256: paper.sha256, href: `${base}/signing/paper` },
    at: draft.paper === null ? '' : formatDateTime(draft.paper.frozenAt, moment.timeZone),
    signature: draft.signature === null ? null : signatureModel(draft.signature, draft.signature.at, moment.timeZone),
    attempt: refusal?.attempt ?? null,
    code: code && {
      phone: code.phone,
      sent: code.sentAt === null ? null : formatDateTime(code.sentAt, moment.timeZone),
      wait: code.resendAt === null ? 0 : Math.max(0, Math.ceil((code.resendAt - moment.now) / 1000)),
    },
    errors: [...fileErrors, ...codeErrors],
  };
}
