import type { Transaction } from '../../../db/client';
import { insertDuty, keepContacts } from '../../duty/store';
import { insertSwap } from '../../duty/swap-store';
import type { ProfessionalActor } from '../../platform/actor';
import type { Context } from '../../platform/context';
import { newId } from '../../platform/ids';
import { dayAfter, dayOf, instantOfParis } from '../../platform/paris-days';
import { referenceIds } from './reference';

const DAYS_BEFORE = 7;
const DAYS_AHEAD = 30;
/** The night that nobody has taken yet at the smallest laboratory, so that a gap can be seen. */
const OPEN_NIGHT = 9;
/** The night that one asks another to take. */
const OFFERED_NIGHT = 3;

/** By day one is on duty from home and two are there; by night one stays and two are called at home. Who does what turns with the days. */
const SHIFTS = [
  { from: '08:00', to: '20:00', isNight: false, kinds: ['astreinte', 'presence', 'presence'] },
  { from: '20:00', to: '08:00', isNight: true, kinds: ['garde', 'astreinte', 'astreinte'] },
] as const;

const NUMBERS = ['06 39 98 04 17', '06 39 98 04 25', '06 39 98 05 32'];

/**
 * Five weeks of days and nights for the demonstration's biologists, one open night, one request that waits for its answer. Each of the three is on duty
 * somewhere at every hour, so that whoever tries the demonstration has work to do.
 */
export async function seedRoster(ctx: Context, biologists: readonly ProfessionalActor[], now: Date): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const [rank, { userId }] of biologists.entries())
      await keepContacts(tx, {
        userId,
        contacts: [
          { label: 'Portable de garde', number: NUMBERS[rank] ?? NUMBERS[0] ?? '', forWards: true },
          { label: 'Domicile', number: `03 29 00 01 ${String(10 + rank)}`, forWards: false },
        ],
        changedAt: now,
        changedByName: 'Relais',
      });
    for (let day = -DAYS_BEFORE; day < DAYS_AHEAD; day += 1) {
      const on = dayAfter(dayOf(now), day);
      for (const { from, to, isNight, kinds } of SHIFTS) {
        const hours = { startsAt: instantOfParis(`${on}T${from}`).at, endsAt: instantOfParis(`${isNight ? dayAfter(on, 1) : on}T${to}`).at };
        for (const [rank, biologist] of biologists.entries()) {
          const kind = kinds[(rank + day + DAYS_BEFORE) % kinds.length] ?? 'astreinte';
          for (const siteId of biologist.siteIds) {
            const isSmallNight = isNight && siteId === referenceIds.site('clairlieu');
            if (isSmallNight && (day === OPEN_NIGHT || (day === OFFERED_NIGHT && rank !== 1))) continue;
            const id = newId();
            await insertDuty(tx, { id, userId: biologist.userId, siteId, kind, ...hours, madeByName: 'Florence DELMAS', madeAt: ctx.now() });
            if (isSmallNight && day === OFFERED_NIGHT) await offer(tx, { dutyId: id, siteId, ...hours }, biologists, now);
          }
        }
      }
    }
  });
}

/** One night at the smallest laboratory, which its holder asks the first colleague to take. */
async function offer(
  tx: Transaction,
  duty: { dutyId: string; siteId: string; startsAt: Date; endsAt: Date },
  [to, from]: readonly ProfessionalActor[],
  askedAt: Date,
): Promise<void> {
  if (from && to) await insertSwap(tx, { id: newId(), askId: newId(), ...duty, fromUserId: from.userId, toUserId: to.userId, askedAt, askedByName: from.name });
}
