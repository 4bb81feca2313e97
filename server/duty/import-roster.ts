import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { type HoldRefusal, whyNotHold } from './can-hold';
import { endOf, type PeriodRefusal, periodsOf, type Stretch } from './rules';
import { namedSites } from './site-names';
import { dutiesBetween, lockPersons } from './store';
import type { ImportInput } from './types';
import { writeDuty } from './write-duty';

type ImportRefusal = Refusal<'not-found' | 'import-refused'> | PeriodRefusal | HoldRefusal;

/**
 * Plans what a table says, all of it or nothing; the refusal names the line. A line that is planned already, to the minute, is passed over, so that the same table
 * can be brought in again after it was completed.
 * @see TDN-5
 */
export async function importRoster(
  ctx: Context<ProfessionalActor>,
  { rows }: ImportInput,
): Promise<Outcome<{ planned: number; known: number }, ImportRefusal>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  const now = ctx.now();
  const periods: Stretch[] = [];
  for (const { from, to, line } of rows) {
    const period = periodsOf({ from, to, days: 1 }, now);
    if (!period.ok) return { ok: false, refusal: { ...period.refusal, detail: { ...period.refusal.detail, line } } };
    periods.push(...period.value);
  }
  return ctx
    .transaction(async (tx) => {
      const sites = (await namedSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id));
      await lockPersons(
        tx,
        rows.map(({ userId }) => userId),
      );
      let planned = 0;
      for (const [index, { userId, siteId, kind, line }] of rows.entries()) {
        const hours = periods[index];
        const site = sites.find(({ id }) => id === siteId);
        if (!hours || !site) return refuse('import-refused', { line });
        const same = (await dutiesBetween(tx, hours.startsAt, hours.endsAt, { userIds: [userId] })).some(
          (duty) =>
            duty.siteId === siteId &&
            duty.kind === kind &&
            duty.startsAt.getTime() === hours.startsAt.getTime() &&
            endOf(duty).getTime() === hours.endsAt.getTime(),
        );
        if (same) continue;
        const person = (await readBiologists(tx, { from: hours.startsAt > now ? hours.startsAt : now, to: hours.endsAt })).find((one) => one.userId === userId);
        const why = await whyNotHold(tx, person, site, hours);
        // Nothing of the table stays: the transaction is given up with what it wrote.
        if (why) throw new ImportStopped({ ok: false, refusal: { ...why.refusal, detail: { ...why.refusal.detail, line } } });
        await writeDuty(ctx, tx, { ...hours, siteId, userId, kind });
        planned += 1;
      }
      await announceDuty(
        tx,
        rows.map(({ siteId }) => siteId),
      );
      return done({ planned, known: rows.length - planned });
    })
    .catch((error: unknown) => {
      if (error instanceof ImportStopped) return error.outcome;
      throw error;
    });
}

class ImportStopped extends Error {
  constructor(readonly outcome: { ok: false; refusal: HoldRefusal }) {
    super('import stopped');
  }
}
