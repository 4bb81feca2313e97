import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endOfWindow, isRecentContact, stateOfWindow } from './maintenance-rules';
import { insertWindow, lockTechnician, maintainers, type Opening, windowsOfTechnician } from './maintenance-store';
import { allows } from './permissions';
import { requireAccess } from './require-access';
import { tellNotice } from './tell-notice';

export interface Asking {
  technicianId: string;
  /** Of the contract or the ticket (GBUI II-4). */
  reference: string;
  reason: string;
  minutes: number;
  /** When the technician was spoken to by telephone (GBUI II-5a). */
  contactedAt: Date;
}

export type AskRefusal = Refusal<'not-found' | 'maintenance-contact' | 'maintenance-under-way'>;

/**
 * Opens remote maintenance for one named technician when a biologist asks, who has just proven that she is there; keeps an administrator's asking until a
 * biologist agrees. Never two windows for one technician at a time.
 * @see GBUI II-5a
 */
export async function askMaintenance(
  ctx: Context<ProfessionalActor>,
  { proofId, ...asking }: Asking & { proofId: string },
): Promise<Outcome<{ windowId: string; state: 'asked' | 'open' }, AskRefusal>> {
  const denied = requireAccess(ctx, 'maintenance.open');
  if (denied) return denied;
  const now = ctx.now();
  if (!isRecentContact(asking.contactedAt, now)) return refuse('maintenance-contact');
  return ctx.transaction(async (tx) => {
    await lockTechnician(tx, asking.technicianId);
    const isMaintainer = (await maintainers(tx, now)).some(({ id }) => id === asking.technicianId);
    if (!isMaintainer || asking.technicianId === ctx.actor.userId) return refuse('not-found');
    const others = await windowsOfTechnician(tx, asking.technicianId);
    if (others.some((other) => ['asked', 'open'].includes(stateOfWindow(other, now)))) return refuse('maintenance-under-way');
    const windowId = newId();
    const opening = allows(ctx.actor, 'maintenance.agree')
      ? { agreedBy: ctx.actor.userId, opensAt: now, closesAt: endOfWindow(now, asking.minutes), proofId }
      : null;
    await insertWindow(tx, { id: windowId, ...asking, askedBy: ctx.actor.userId, askedAt: now, ...opening });
    await append(tx, ctx, {
      action: opening ? 'maintenance.open' : 'maintenance.ask',
      subjectId: windowId,
      detail: { technician: asking.technicianId, minutes: asking.minutes, proof: proofId },
    });
    if (opening) await tellOpened(ctx, tx, windowId, asking, opening);
    else await tellNotice(tx, ctx, { kind: 'maintenance-asked', audience: { role: 'biologist' }, subjectId: windowId, detail: wordsOf(ctx, asking) });
    return done({ windowId, state: opening ? 'open' : 'asked' });
  });
}

/** Tells everybody in charge that a window is open, and until when. */
export async function tellOpened(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  windowId: string,
  asking: Pick<Asking, 'reference' | 'minutes'>,
  opening: Opening,
): Promise<void> {
  const detail = { ...wordsOf(ctx, asking), closesAt: opening.closesAt?.toISOString() ?? null };
  for (const role of ['biologist', 'administrator'] as const)
    await tellNotice(tx, ctx, { kind: 'maintenance-opened', audience: { role }, subjectId: windowId, detail });
}

const wordsOf = (ctx: Context<ProfessionalActor>, { reference, minutes }: Pick<Asking, 'reference' | 'minutes'>) => ({
  by: ctx.actor.name,
  reference,
  minutes,
});
