import { append } from '../audit/append';
import { isExecutedHere, readDossiersAmong } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { holderOf, isThere } from './presence-rules';
import { presencesOn, removeOthersOf, savePresence } from './presence-store';

export interface Holder {
  name: string;
  since: Date;
  /** Taken from somebody who was there, and not just opened first. */
  hasTaken: boolean;
}

/**
 * Says that this person has the dossier on her screen, and answers who has the hand when that is somebody else. `takes`: she takes it, which is traced. It closes nothing:
 * what guards a signature is the revision that it is put under.
 * @see screens « opened elsewhere »
 */
export async function bePresent(
  ctx: Context<ProfessionalActor>,
  { dossierId, takes }: { dossierId: string; takes: boolean },
): Promise<Outcome<{ holder: Holder | null }, Refusal<'not-found'>>> {
  const { actor } = ctx;
  return ctx.transaction(async (tx) => {
    const dossier = (await readDossiersAmong(tx, [dossierId])).get(dossierId);
    if (!dossier) return refuse('not-found');
    // A part is decided beside the whole, by another laboratory: neither has the other's hand.
    if (!actor.siteIds.includes(dossier.siteId)) return (await isExecutedHere(tx, dossierId)) ? done({ holder: null }) : refuse('not-found');
    const now = ctx.now();
    const presences = await presencesOn(tx, dossierId);
    const others = presences.filter(({ userId }) => userId !== actor.userId);
    const known = presences.find(({ userId }) => userId === actor.userId);
    const own = known && isThere(known, now) ? known : null;
    const isFirst = holderOf(others, now) === null;
    const row = {
      dossierId,
      userId: actor.userId,
      sessionId: actor.sessionId,
      siteId: dossier.siteId,
      userName: actor.name,
      openedAt: own?.openedAt ?? now,
      seenAt: now,
      handAt: takes || (own === null && isFirst) ? now : (own?.handAt ?? null),
    };
    await removeOthersOf(tx, row);
    await savePresence(tx, row);
    if (takes)
      await append(tx, ctx, {
        action: 'presence.take',
        dossierId,
        patientId: dossier.patientId,
        detail: { from: holderOf(others, now)?.userName ?? '' },
      });
    if (takes || own === null) await announce(tx, 'presence', dossier.siteId);
    const holder = holderOf([row, ...others], now);
    const isOther = holder !== null && holder.userId !== actor.userId;
    return done({
      holder: isOther ? { name: holder.userName, since: holder.handAt ?? holder.openedAt, hasTaken: (holder.handAt ?? holder.openedAt) > row.openedAt } : null,
    });
  });
}
