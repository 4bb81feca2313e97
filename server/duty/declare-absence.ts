import type { Transaction } from '../../db/client';
import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { endOf, type PeriodRefusal, periodOf } from './rules';
import { dutiesBetween, lockPersons } from './store';
import { absencesBetween, endAbsence as endRow, insertAbsence, lockAbsence } from './swap-store';

/**
 * Says that a person is away: she is planned no more in that time, and what is already planned of her covers nothing, so that the roster shows the gap at once.
 * Nothing is cancelled: the duty stays hers until a colleague takes it. Refuses a time that is already declared. Why she is away is asked of nobody.
 */
export async function declareAbsence(
  ctx: Context<ProfessionalActor>,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<Outcome<{ absenceId: string; duties: number }, Refusal<'not-found' | 'absence-overlaps'> | PeriodRefusal>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  const period = periodOf(from, to);
  if (!period.ok) return period;
  const { startsAt, endsAt } = period.value;
  if (endsAt <= ctx.now()) return refuse('duty-past');
  return ctx.transaction(async (tx) => {
    await lockPersons(tx, [userId]);
    const person = (await readBiologists(tx, { from: ctx.now(), to: ctx.now() })).find((one) => one.userId === userId);
    if (!person?.siteIds.some((id) => ctx.actor.siteIds.includes(id))) return refuse('not-found');
    if ((await absencesBetween(tx, startsAt, endsAt)).some((absence) => absence.userId === userId)) return refuse('absence-overlaps', { name: person.name });
    const absenceId = newId();
    await insertAbsence(tx, { id: absenceId, userId, startsAt, endsAt, madeBy: ctx.actor.userId, madeByName: ctx.actor.name, madeAt: ctx.now() });
    const duties = await touch(tx, userId, startsAt, endsAt);
    await append(tx, ctx, { action: 'duty.absence', subjectId: absenceId, detail: { userId, from: startsAt.toISOString(), to: endsAt.toISOString(), duties } });
    return done({ absenceId, duties });
  });
}

/** Takes an absence back: from now on, when it has begun. */
export async function endAbsence(
  ctx: Context<ProfessionalActor>,
  { absenceId }: { absenceId: string },
): Promise<Outcome<{ endedAt: Date }, Refusal<'not-found' | 'duty-over'>>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const absence = await lockAbsence(tx, absenceId);
    if (!absence) return refuse('not-found');
    if (endOf(absence) <= now) return refuse('duty-over', { by: absence.cancelledByName });
    const endedAt = absence.startsAt > now ? absence.startsAt : now;
    await endRow(tx, absence.id, endedAt, ctx.actor.name);
    await touch(tx, absence.userId, absence.startsAt, absence.endsAt);
    await append(tx, ctx, { action: 'duty.end-absence', subjectId: absence.id, detail: { userId: absence.userId, at: endedAt.toISOString() } });
    return done({ endedAt });
  });
}

/** Wakes the screens of the sites whose cover changes; answers how many duties are concerned. */
async function touch(tx: Transaction, userId: string, from: Date, to: Date): Promise<number> {
  const duties = await dutiesBetween(tx, from, to, { userIds: [userId] });
  await announceDuty(
    tx,
    duties.map(({ siteId }) => siteId),
  );
  return duties.length;
}
