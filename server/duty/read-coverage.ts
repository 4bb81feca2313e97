import type { z } from 'zod';
import type { Transaction } from '../../db/client';
import { allows } from '../access/permissions';
import { readBiologists, readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { dayAfter, startOf } from '../platform/paris-days';
import { endOf, gapsOf, overlap, presentIn, type Stretch } from './rules';
import { namedSites } from './site-names';
import { contactsOf, type DutyRow, dutiesBetween } from './store';
import { type AbsenceRow, absencesBetween, openSwaps, type SwapRow } from './swap-store';
import type { CoverageView } from './types';

const FORTNIGHT_MS = 14 * 86_400_000;

/** Who covers which of the actor's sites in these days, where nobody does, who is away, and what is offered to whom. Row-level policies say which sites. */
export async function readCoverage(
  ctx: Context<ProfessionalActor>,
  { from, days }: { from: string; days: number },
): Promise<Outcome<z.infer<typeof CoverageView>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const window = { startsAt: startOf(from), endsAt: startOf(dayAfter(from, days)) };
    const soon = { startsAt: at, endsAt: new Date(at.getTime() + FORTNIGHT_MS) };
    const sites = (await namedSites(tx)).filter(({ id }) => ctx.actor.roles.includes('administrator') || ctx.actor.siteIds.includes(id));
    const duties = await dutiesBetween(tx, window.startsAt, window.endsAt);
    const absences = await absencesBetween(tx, at < window.startsAt ? at : window.startsAt, window.endsAt > soon.endsAt ? window.endsAt : soon.endsAt);
    const swaps = await openSwaps(tx, at);
    const mayManage = allows(ctx.actor, 'duty.manage');
    const people = (await readBiologists(tx, { from: at, to: at })).filter(({ siteIds }) => siteIds.some((id) => sites.some((site) => site.id === id)));
    const contacts = await contactsOf(
      tx,
      people.map(({ userId }) => userId),
    );
    const names = await readStaffNames(
      tx,
      [...duties, ...absences, ...swaps.map(({ fromUserId }) => ({ userId: fromUserId })), ...swaps.map(({ toUserId }) => ({ userId: toUserId }))].map(
        ({ userId }) => userId,
      ),
    );
    const nameOf = (userId: string) => names.get(userId) ?? '';
    return done({
      at,
      mayManage,
      ownId: allows(ctx.actor, 'duty.hold') ? ctx.actor.userId : null,
      sites: sites.map(({ id, name }) => ({ id, name })),
      people: people.map(({ userId, name, siteIds }) => ({ id: userId, name, siteIds, contacts: contacts.get(userId) ?? [] })),
      duties: duties
        .filter(({ siteId }) => sites.some(({ id }) => id === siteId))
        .map((duty) => ({
          id: duty.id,
          siteId: duty.siteId,
          userId: duty.userId,
          name: nameOf(duty.userId),
          kind: duty.kind as 'astreinte' | 'garde' | 'presence',
          startsAt: duty.startsAt,
          endsAt: endOf(duty),
          isAway: isAway(duty, absences),
          madeByName: duty.madeByName,
          madeAt: duty.madeAt,
        })),
      gaps: sites.flatMap(({ id }) => gapsAt(id, duties, absences, window)),
      soon: await gapsSoon(tx, sites, absences, soon),
      absences: absences.map((absence) => ({
        id: absence.id,
        userId: absence.userId,
        name: nameOf(absence.userId),
        startsAt: absence.startsAt,
        endsAt: endOf(absence),
      })),
      swaps: asksOf(swaps, nameOf),
    });
  });
}

/** Where nobody answers in a time, by site. */
export async function gapsSoon(tx: Transaction, sites: readonly { id: string }[], absences: readonly AbsenceRow[], window: Stretch) {
  const duties = await dutiesBetween(tx, window.startsAt, window.endsAt);
  return sites.flatMap(({ id }) => gapsAt(id, duties, absences, window));
}

const gapsAt = (siteId: string, duties: readonly DutyRow[], absences: readonly AbsenceRow[], window: Stretch) =>
  gapsOf(
    duties
      .filter((duty) => duty.siteId === siteId)
      .flatMap((duty) =>
        presentIn(
          duty,
          absences.filter(({ userId }) => userId === duty.userId),
        ),
      ),
    window,
  ).map((gap) => ({ siteId, ...gap }));

const isAway = (duty: DutyRow, absences: readonly AbsenceRow[]): boolean =>
  absences.some(
    (absence) =>
      absence.userId === duty.userId && overlap({ startsAt: absence.startsAt, endsAt: endOf(absence) }, { startsAt: duty.startsAt, endsAt: endOf(duty) }),
  );

/** One line per question, however many duties it holds. */
function asksOf(swaps: readonly SwapRow[], nameOf: (userId: string) => string) {
  return [...new Set(swaps.map(({ askId }) => askId))].flatMap((askId) => {
    const own = swaps.filter((swap) => swap.askId === askId);
    const [first] = own;
    if (!first) return [];
    const { fromUserId, toUserId, askedAt } = first;
    return [
      {
        askId,
        dutyIds: own.map(({ dutyId }) => dutyId),
        siteIds: own.map(({ siteId }) => siteId),
        fromUserId,
        from: nameOf(fromUserId),
        toUserId,
        to: nameOf(toUserId),
        askedAt,
        startsAt: new Date(Math.min(...own.map(({ startsAt }) => startsAt.getTime()))),
        endsAt: new Date(Math.max(...own.map(({ endsAt }) => endsAt.getTime()))),
      },
    ];
  });
}
