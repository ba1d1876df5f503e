import type { Actor } from '../../platform/values/actor.ts';
import { formatAccount } from '../../platform/values/bank-account.ts';
import { formatKbk, formatOktmo } from '../../platform/values/budget-codes.ts';
import { sentences } from '../../platform/values/sentences.ts';
import type { Fee, ServiceDefinition } from './definition/service.ts';
import { categories } from './definition/vocabulary.ts';
import { readiness, type KnownData } from './form/prefill.ts';
import { feeReceipt } from './form/receipt.ts';
import type { Circumstances } from './form/answers.ts';
import { feeWords, termWords } from './view.ts';

/** Who looks at the page of a service, and what is known of them; null for a guest. */
export type Visitor = Readonly<{ actor: Actor; known: KnownData; about: Circumstances }> | null;

const signatureWords = {
  none: 'Не нужна',
  simple: 'Код из СМС',
  unqualified: 'Электронная подпись: понадобятся сертификат и программа для подписи',
  qualified:
    'Квалифицированная электронная подпись: понадобятся сертификат аккредитованного удостоверяющего центра и программа для подписи',
} as const;

/** The page of a service: what it is, what it takes, and what this visitor can do now. */
export function servicePage(definition: ServiceDefinition, visitor: Visitor) {
  const { slug, title, shortTitle, summary, refusals } = definition;
  const ready = visitor && readiness(definition, visitor.known, visitor.about);
  const grounds = (list: typeof refusals.granting) =>
    list.map(({ code, text }) => ({ title: text, read: true, date: code }));
  return {
    slug,
    title,
    shortTitle,
    summary,
    over: `Услуга №\u00A0${definition.number}`,
    category: { text: categories[definition.category], href: `/services?category=${definition.category}` },
    facts: factsOf(definition),
    whoMay: [...definition.whoMay, ...variantsOf(definition)],
    documents: documentsOf(definition),
    refusals: { acceptance: grounds(refusals.acceptance), granting: grounds(refusals.granting) },
    data: dataOf(definition, ready),
    brief: `${termWords(definition.term)} · ${feeWords(definition.fee)}`,
    payment: paymentOf(definition.fee),
    start: startOf(definition, visitor),
  };
}

function factsOf({ term, regulation, ...definition }: ServiceDefinition) {
  const words = term.pausable ? `${termWords(term)}, может быть приостановлен` : termWords(term);
  return [
    { key: 'Срок', value: term.note ? sentences(words, term.note) : words },
    { key: 'Стоимость', value: feeWords(definition.fee) },
    { key: 'Результат', value: definition.result.description },
    { key: 'Подпись', value: signatureWords[definition.signature] },
    { key: 'Ведомство', value: definition.department.name },
    { key: 'Регламент', value: `${regulation.name}, №\u00A0${regulation.number}` },
  ];
}

function documentsOf({ documents, ...definition }: ServiceDefinition) {
  const own = documents.map(({ title, hint, required, onlyIf }) => ({
    title,
    note: sentences(onlyIf ?? (required ? null : 'По желанию'), hint),
  }));
  return [...own, ...feeReceipt(definition).map(({ title, hint = '' }) => ({ title, note: hint }))];
}

function variantsOf({ variants }: ServiceDefinition): string[] {
  const words = variants.map((variant) => variant.charAt(0).toLowerCase() + variant.slice(1));
  return words.length > 0 ? [`Варианты услуги: ${words.join('; ')}.`] : [];
}

/** Where the data of the application come from: the profile, the person, other departments. */
function dataOf(
  { requestedByUs }: ServiceDefinition,
  ready: Readonly<{ have: readonly string[]; lack: readonly string[] }> | null,
) {
  const sources = [
    { key: 'Есть в профиле', parts: ready?.have ?? [] },
    { key: 'Спросим в заявлении', parts: ready?.lack ?? [] },
    { key: 'Запросим сами', parts: requestedByUs },
  ];
  return sources.flatMap(({ key, parts }) => (parts.length > 0 ? [{ key, value: parts.join(', ') }] : []));
}

/** Whether this visitor may begin an application here, and words about what stands in the way. */
function startOf(
  { audience }: ServiceDefinition,
  visitor: Visitor,
): { may: boolean; words: string | null; way: { href: string; text: string } | null } {
  if (!visitor) return { may: true, words: 'Сначала попросим войти в кабинет, затем откроем заявление.', way: null };
  const { actor } = visitor;
  if (audience !== 'both' && audience !== actor.party.kind) {
    const words =
      audience === 'person'
        ? 'Эту услугу получают граждане. Перейдите в свой кабинет, чтобы оформить её.'
        : 'Эту услугу получают организации. Перейдите в кабинет организации, чтобы оформить её.';
    return { may: false, words, way: null };
  }
  if (actor.rights !== 'change')
    return {
      may: false,
      words: 'В этом кабинете вы можете только смотреть. Право подавать заявления даёт руководитель организации.',
      way: null,
    };
  if (actor.level === 'confirmed') return { may: true, words: null, way: null };
  return {
    may: true,
    words: 'Заполнить черновик можно сейчас, а отправить — после подтверждения личности.',
    way: { href: '/confirmation', text: 'Подтвердить личность' },
  };
}

/** Requisites for a transfer, grouped for copying by eye; none for a free service. */
export function paymentOf(fee: Fee) {
  if (!('requisites' in fee)) return null;
  const { requisites: to } = fee;
  const items = [
    { key: 'Получатель', value: to.recipient },
    { key: 'ИНН / КПП', value: `${to.inn} / ${to.kpp}` },
    { key: 'Казначейский счёт', value: formatAccount(to.account) },
    { key: 'Банк', value: `${to.bank}, БИК ${to.bik}` },
    { key: 'Единый казначейский счёт', value: formatAccount(to.treasuryAccount) },
    { key: 'КБК', value: formatKbk(to.kbk) },
    { key: 'ОКТМО', value: formatOktmo(to.oktmo) },
    { key: 'Назначение', value: to.purpose },
  ];
  return { note: fee.note, items };
}
