import type { Context } from '../../../context.ts';
import { Forbidden } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { checkApplication, layOut, type LaidDocument, type Problem } from '../../catalogue/index.ts';
import { countByDocument, inOrderOf, type AttachedFile } from '../attachments/rules.ts';
import { attachmentsOf } from '../attachments/store.ts';
import type { Draft } from '../drafts/rules.ts';
import { serviceOfDraft, type DraftService } from '../drafts/service.ts';

/** What stands between a draft and its sending. `files` are those that are asked for; `leftover` would not be sent. */
export type Readiness = DraftService &
  Readonly<{
    documents: readonly LaidDocument[];
    files: readonly AttachedFile[];
    leftover: readonly AttachedFile[];
    problems: readonly Problem[];
    /** Why it cannot be sent whatever the answers are; null when it can. */
    obstacle: Readonly<{ code: string; words: string }> | null;
  }>;

/** «Проверить»: everything that is missing or wrong at once. */
export async function readinessOf(ctx: Context, draft: Draft): Promise<Readiness> {
  const about = await serviceOfDraft(ctx, draft);
  const { definition } = about.service;
  const { documents } = layOut(definition, draft.answers, about.about);
  const asked = documents.map(({ rule }) => rule.id);
  const attachments = inOrderOf(await attachmentsOf(ctx, draft.id), asked);
  return {
    ...about,
    documents,
    files: attachments.filter(({ documentId }) => asked.includes(documentId)),
    leftover: attachments.filter(({ documentId }) => !asked.includes(documentId)),
    problems: checkApplication(definition, draft.answers, countByDocument(attachments), about.about),
    obstacle: obstacles[about.version],
  };
}

const obstacles = {
  current: null,
  older: {
    code: 'SERVICE-CHANGED',
    words: 'Пока вы заполняли заявление, вышла новая редакция услуги. Перейдите на неё: ответы сохранятся.',
  },
  withdrawn: { code: 'SERVICE-WITHDRAWN', words: 'Услуга больше не предоставляется, отправить это заявление нельзя.' },
} as const;

/** @throws Forbidden for an account that is not confirmed, with the way to confirm it, and for who may only read. */
export function assertMaySend(actor: Actor): void {
  if (actor.rights !== 'change') throw new Forbidden();
  if (actor.level === 'confirmed') return;
  throw new Forbidden({
    code: 'ACCOUNT-NOT-CONFIRMED',
    title: 'Нужно подтвердить личность',
    explanation: 'Отправлять заявления можно с подтверждённой учётной записью. Черновик сохранён и подождёт.',
    way: { href: '/confirmation', text: 'Подтвердить личность' },
  });
}
