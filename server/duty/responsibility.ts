import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announceDuty } from './announce-duty';
import { type Present, type Responsible, responsibleOf } from './responsibility-rules';
import { endHolds, holdsBetween, insertHold, openHolds } from './responsibility-store';
import { endOf, holdsAt, presentIn } from './rules';
import { dutiesBetween, lastEndAt } from './store';
import { absencesBetween } from './swap-store';
import type { DutyKind } from './types';

export { lockSites } from './responsibility-store';

/** When the last hours of a person at a site ended. */
export const readLastEnd = (tx: Transaction, at: Date, userId: string, siteId: string): Promise<Date | null> => lastEndAt(tx, at, userId, siteId);

/** Those who are on duty at each site at an instant and not away, as far as the actor sees the roster. */
export async function readPresent(tx: Transaction, at: Date): Promise<(Present & { siteId: string; until: Date })[]> {
  const soon = new Date(at.getTime() + 1);
  const absences = await absencesBetween(tx, at, soon);
  return (await dutiesBetween(tx, at, soon))
    .filter((duty) => holdsAt(duty, at) && !absences.some((absence) => absence.userId === duty.userId && holdsAt(absence, at)))
    .map((duty) => ({ siteId: duty.siteId, userId: duty.userId, kind: duty.kind as DutyKind, startsAt: duty.startsAt, until: endOf(duty) }));
}

/** Who answers for each of these sites at this instant, and since when by hand-over; a site without anybody is left out. */
export async function readResponsible(tx: Transaction, at: Date, siteIds: readonly string[]): Promise<Map<string, Responsible & { since: Date | null }>> {
  const holds = new Map((await openHolds(tx, siteIds)).map((hold) => [hold.siteId, hold]));
  const present = await readPresent(tx, at);
  const answers = new Map<string, Responsible & { since: Date | null }>();
  for (const siteId of siteIds) {
    const hold = holds.get(siteId);
    const responsible = responsibleOf(
      hold?.userId ?? null,
      present.filter((person) => person.siteId === siteId),
    );
    if (responsible) answers.set(siteId, { ...responsible, since: hold?.since ?? null });
  }
  return answers;
}

/** Everybody who answered for a site at some minute of a stretch of time: by the roster, without those who were away, or by a hand-over. */
export async function readAnswering(tx: Transaction, siteId: string, { fromAt, toAt }: { fromAt: Date; toAt: Date }): Promise<string[]> {
  const absences = await absencesBetween(tx, fromAt, toAt);
  const planned = (await dutiesBetween(tx, fromAt, toAt)).filter((duty) => duty.siteId === siteId);
  const there = planned.filter((duty) => {
    const hers = absences.filter(({ userId }) => userId === duty.userId);
    return presentIn(duty, hers).some((stretch) => stretch.startsAt < toAt && stretch.endsAt > fromAt);
  });
  return [...new Set([...there, ...(await holdsBetween(tx, siteId, fromAt, toAt))].map(({ userId }) => userId))].toSorted();
}

/** Gives these sites to the actor from now on: what the one held until now ends at the very instant at which hers begins. Ask with the sites locked. */
export async function holdSites(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  siteIds: readonly string[],
  { cause, handoverId }: { cause: 'offered' | 'accepted' | 'taken'; handoverId: string },
): Promise<void> {
  const since = ctx.now();
  await endHolds(tx, siteIds, since);
  for (const siteId of siteIds) {
    const id = newId();
    await insertHold(tx, { id, siteId, userId: ctx.actor.userId, since, cause, handoverId });
    await append(tx, ctx, { action: 'duty.hold', subjectId: id, detail: { siteId, userId: ctx.actor.userId, cause } });
  }
  await announceDuty(tx, siteIds);
}
