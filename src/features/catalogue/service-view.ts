import type { Actor } from '../../platform/values/actor.ts';
import { formatAccount } from '../../platform/values/bank-account.ts';
import { formatKbk, formatOktmo } from '../../platform/values/budget-codes.ts';
import type { Fee, ServiceDefinition } from './definition/service.ts';
import { categories } from './definition/vocabulary.ts';
import { readiness, type KnownData } from './form/prefill.ts';
import type { Circumstances } from './form/answers.ts';
import { feeWords, termWords } from './view.ts';

/** Who looks at the page of a service, and what is known of them; null for a guest. */
export type Visitor = Readonly<{ actor: Actor; known: KnownData; about: Circumstances }> | null;

const signatureWords = {
  none: 'Не нужна',
  simple: 'Код из СМС',
  unqualified: 'Электронная подпись',
  qualified: 'Квалифицированная электронная подпись',
} as const;

/** The page of a service: what it is, what it takes, and what this visitor can do now. */
export function servicePage(definition: ServiceDefinition, visitor: Visitor) {
  const { slug, title, summary, whoMay, variants, refusals, requestedByUs, fee } = definition;
  return {
    slug,
    title,
    summary,
    whoMay,
    variants,
    refusals,
    requestedByUs,
    over: `Услуга № ${definition.number}`,
    category: { text: categories[definition.category], href: `/services?category=${definition.category}` },
    facts: factsOf(definition),
    documents: definition.documents.map(({ title: name, hint, required, when }) => ({
      name,
      notes: [when || !required ? 'Не всем: зависит от ответов' : null, hint]
        .filter(Boolean)
        .join('. ')
        .replace('..', '.'),
    })),
    receipt: 'receipt' in fee ? { name: fee.receipt.title, notes: fee.receipt.hint ?? '' } : null,
    payment: paymentOf(fee),
    start: startOf(definition, visitor),
    ready: visitor && readiness(definition, visitor.known, visitor.about),
  };
}

function factsOf(definition: ServiceDefinition) {
  const { term, regulation } = definition;
  return [
    { key: 'Срок', value: `${termWords(term)}${term.pausable ? ', может быть приостановлен' : ''}` },
    { key: 'Стоимость', value: feeWords(definition) },
    { key: 'Результат', value: definition.result.description },
    { key: 'Подпись', value: signatureWords[definition.signature] },
    { key: 'Ведомство', value: definition.department.name },
    { key: 'Регламент', value: `${regulation.name}, № ${regulation.number}` },
    ...(term.note ? [{ key: 'О сроке', value: term.note }] : []),
  ];
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
