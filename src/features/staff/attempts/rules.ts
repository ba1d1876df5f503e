import type { StaffRole } from '../../../platform/values/actor.ts';

const who: readonly StaffRole[] = ['support', 'administrator'];

/** Where attempts are looked up, and by whom. */
export const attemptDesk = { path: '/staff/attempts', title: 'Попытки отправить заявление', who } as const;
