import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import type { Case } from '../../cases/index.ts';
import { notifyApplicant } from '../telling.ts';
import { applicationInHand, step, type Shown } from './loading.ts';

/** Takes a new application, or one whose answer has come, to work; the official becomes the one who leads it. */
export async function takeApplication(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await applicationInHand(tx, actor, shown.number);
    const moved = await step(tx, actor, shown, loaded, {
      to: 'in_progress',
      assignee: { id: actor.personId, name: actor.name },
    });
    const text = `Заявление «${moved.title}» взято в работу.`;
    await notifyApplicant(tx, moved, {
      key: `application.taken.${moved.revision}`,
      subject: `Заявление ${moved.number} в работе`,
      text,
      notice: 'status',
      sms: false,
    });
    return moved;
  });
}

/** «На проверке»: what was sent is being compared with the registries. */
export async function startExamination(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) =>
    step(tx, actor, shown, await applicationInHand(tx, actor, shown.number), { to: 'checking' }),
  );
}

/** «Готово к выдаче»: a result on paper waits for the applicant. */
export async function markReady(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await applicationInHand(tx, actor, shown.number);
    const moved = await step(tx, actor, shown, loaded, { to: 'ready' });
    const text = `Результат по заявлению «${moved.title}» готов: заберите его на бумаге или скачайте в разделе «Документы».`;
    await notifyApplicant(tx, moved, {
      key: 'application.ready',
      subject: `Заявление ${moved.number}: готово к выдаче`,
      text,
      notice: 'status',
      sms: true,
    });
    return moved;
  });
}

/** Puts a finished application into the archive. */
export async function archiveApplication(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) =>
    step(tx, actor, shown, await applicationInHand(tx, actor, shown.number), { to: 'archived' }),
  );
}
