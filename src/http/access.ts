import type { Request } from 'express';
import { Forbidden, NotFound } from '../errors.ts';
import type { Actor } from '../platform/values/actor.ts';
import { returnAddress } from './next-address.ts';
import type { Policy } from './policy.ts';
import { stateOf } from './request-state.ts';

/**
 * Decides whether the request may use a route. Answers null when it may, or the address to send it to instead.
 * @throws NotFound for a citizen on a staff page, Forbidden (with the way on) for a missing role, right or level.
 */
export function decideAccess(req: Request, policy: Policy): string | null {
  const { actor } = stateOf(req);
  const { who } = policy;
  if (who === 'guest') return actor === null ? null : '/cabinet';
  if (actor === null) return who === 'anyone' ? null : loginAddress(req);
  if (typeof who !== 'string') checkRole(actor, who);
  if (policy.rights === 'change' && actor.rights !== 'change') throw readOnly();
  if (policy.confirmed && actor.level !== 'confirmed') throw notConfirmed();
  return null;
}

/** Where to sign in, and back here; `ended` lets the login page say that the session is over. */
export function loginAddress(req: Request, next = returnAddress(req, originOf(req))): string {
  const { lapsed } = stateOf(req);
  const query = new URLSearchParams({ ...(next === null ? {} : { next }), ...(lapsed !== null ? { ended: '1' } : {}) });
  return query.size === 0 ? '/login' : `/login?${query.toString()}`;
}

function originOf(req: Request): string {
  return stateOf(req).http.ctx.config.publicUrl;
}

function checkRole(actor: Actor, allowed: readonly string[]): void {
  if (actor.roles.length === 0) throw new NotFound();
  if (actor.roles.some((role) => allowed.includes(role))) return;
  throw new Forbidden({
    code: 'STAFF-ROLE',
    title: 'Нет доступа',
    explanation:
      'Этот раздел открыт сотрудникам с другой ролью. Если он нужен вам для работы, обратитесь к администратору.',
  });
}

function readOnly(): Forbidden {
  return new Forbidden({
    code: 'PARTY-READ-ONLY',
    title: 'Только просмотр',
    explanation: 'В этом кабинете вы можете смотреть, но не изменять. Право изменять даёт руководитель организации.',
    way: { href: '/cabinet', text: 'Вернуться в кабинет' },
  });
}

function notConfirmed(): Forbidden {
  return new Forbidden({
    code: 'ACCOUNT-NOT-CONFIRMED',
    title: 'Нужно подтвердить личность',
    explanation:
      'Это действие доступно только подтверждённой учётной записи. Подтвердите личность, и сможете продолжить.',
    way: { href: '/confirmation', text: 'Подтвердить личность' },
  });
}
