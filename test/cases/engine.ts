import { createContext, type Context } from '../../src/context.ts';
import { openCase, type Case, type NewCase } from '../../src/features/cases/index.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { testConfig } from '../support/config.ts';
import { copyTemplate } from '../support/copies.ts';

export type Engine = Readonly<{ ctx: Context; time: { now: number }; close(): Promise<void> }>;

/** Wednesday, before noon in Moscow. */
export const wednesday = Date.parse('2026-11-18T08:00:00Z');

/** A migrated database with a clock that stands still until told otherwise. */
export async function startEngine(): Promise<Engine> {
  const copy = await copyTemplate();
  const time = { now: wednesday };
  const config = testConfig(copy.dataDir, copy.env);
  const ctx = createContext(config, { clock: { now: () => time.now }, ...copy.overrides });
  return {
    ctx,
    time,
    async close() {
      await ctx.db.destroy();
      await copy.drop();
    },
  };
}

const base: Actor = {
  personId: 'anna',
  name: 'Анна Смирнова',
  party: { kind: 'person', id: 'anna' },
  partyName: 'Анна Сергеевна Смирнова',
  rights: 'change',
  level: 'confirmed',
  roles: [],
  department: null,
};

export function actor(personId: string, changes: Partial<Actor> = {}): Actor {
  return {
    ...base,
    personId,
    name: personId,
    partyName: personId,
    party: { kind: 'person', id: personId },
    ...changes,
  };
}

export const anna = actor('anna', { name: 'Анна Смирнова', partyName: 'Анна Сергеевна Смирнова' });
export const vera = actor('vera');
export const sergey = actor('sergey', { name: 'Сергей Лебедев', roles: ['specialist'], department: 'archive' });
export const olga = actor('olga', { name: 'Ольга Морозова', roles: ['head'], department: 'archive' });
export const landOfficial = actor('land', { roles: ['specialist'], department: 'land' });
export const administrator = actor('admin', { roles: ['administrator'] });

export function application(ctx: Context, changes: Partial<NewCase> = {}): Promise<Case> {
  const input: NewCase = {
    kind: 'application',
    title: 'Архивная справка',
    party: anna.party,
    applicant: { id: 'anna', name: 'Смирнова А. С.', surname: 'Смирнова' },
    department: 'archive',
    term: { amount: 10, unit: 'working-days', pausable: true },
    at: ctx.clock.now(),
    ...changes,
  };
  return ctx.transaction((tx) => openCase(tx, anna, input));
}
