import type { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { dayAfter, dayOf, startOf } from '../platform/paris-days';
import { dayKindOf } from './day-kind';
import { usualHours } from './rules';
import { NO_BATCHES } from './source-store';
import { type AlarmRow, alarmsSince, type DayRow, daysBetween, listBehind } from './store';
import { rhythmOf } from './sweep';
import { type Behind, type BehindInput, type Overview, Today } from './view-types';

const HISTORY_DAYS = 35;
const SHOWN_DAYS = 30;
const CLOSED_SHOWN_MS = 7 * 86_400_000;
const NO_DOSSIERS = { received: 0, toValidate: 0, held: 0, validated: 0, published: 0, awaited: 0, takenAway: 0 };
const NO_HOURS = Array.from({ length: 24 }, () => 0);
/** What has not come by itself never will: a person says what became of it. */
export const SETTLED_BY_HAND: readonly string[] = ['sequence-gap', 'declared-count', 'batch-count'];

/** One day of every laboratory that the actor watches, with thirty days behind it, and the alarms; row-level policies say which. */
export async function readOverview(ctx: Context, input: { day: string | null }): Promise<Outcome<z.infer<typeof Overview>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const day = input.day ?? dayOf(at);
    const rows = await daysBetween(tx, dayAfter(dayOf(at), -HISTORY_DAYS), dayOf(at));
    const laboratories = (await readLaboratories(tx)).filter(({ id }) => rows.some((row) => row.laboratoryId === id));
    const first = dayAfter(dayOf(at), 1 - SHOWN_DAYS);
    return done({
      at,
      day,
      mayAct: allows(ctx.actor, 'reconciliation.manage'),
      mayMend: allows(ctx.actor, 'repair.read'),
      laboratories: laboratories.map(({ id, shortName }) => {
        const own = rows.filter((row) => row.laboratoryId === id);
        const shown = own.find((row) => row.day === day);
        const dayKind = dayKindOf(day);
        const earlier = own.filter((row) => row.day < day);
        return {
          laboratoryId: id,
          name: shortName,
          day: shown ? dayView(shown) : null,
          history: own
            .filter((row) => row.day >= first)
            .map(historyOf)
            .toReversed(),
          rhythm: { hours: shown?.hours ?? NO_HOURS, usual: usualHours(rhythmOf(id, earlier), dayKind), dayKind },
        };
      }),
      alarms: (await alarmsSince(tx, new Date(at.getTime() - CLOSED_SHOWN_MS))).map(alarmView),
    });
  });
}

/**
 * The dossiers that began today in every laboratory that the actor watches, by what became of them, and when the oldest of these counts was made; null before the first.
 */
export async function readToday(ctx: Context): Promise<Outcome<z.infer<typeof Today>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const today = dayOf(ctx.now());
    const rows = await daysBetween(tx, today, today);
    const dossiers = { ...NO_DOSSIERS };
    for (const row of rows) for (const term of Today.shape.dossiers.keyof().options) dossiers[term] += row.counts.dossiers[term];
    const checked = rows.map(({ checkedAt }) => checkedAt.getTime());
    return done({ dossiers, checkedAt: checked.length === 0 ? null : new Date(Math.min(...checked)) });
  });
}

/** What stands behind one number, by number of dossier and code. */
export async function readBehind(ctx: Context, input: BehindInput): Promise<Outcome<z.infer<typeof Behind>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.read');
  if (denied) return denied;
  const stretch = { laboratoryId: input.laboratoryId, since: startOf(input.day), until: startOf(dayAfter(input.day, 1)) };
  return ctx.transaction(async (tx) => done(await listBehind(tx, input.line, stretch, input.terms)));
}

/** Which links are mute now, for whoever is on duty. */
export async function readMuteLinks(ctx: Context): Promise<Outcome<{ name: string; since: Date }[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const names = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
    const mute = (await alarmsSince(tx, ctx.now())).filter((alarm) => alarm.kind === 'link-silent' && alarm.closedAt === null);
    return done(
      mute.flatMap(({ laboratoryId, detail }) => {
        const name = laboratoryId === null ? undefined : names.get(laboratoryId);
        return name && typeof detail['since'] === 'string' ? [{ name, since: new Date(detail['since']) }] : [];
      }),
    );
  });
}

const dayView = ({ counts, batches, differences, isBalanced, checkedAt, declared, declaredByName, declaredAt }: DayRow) => ({
  counts,
  batches: { ...NO_BATCHES, ...batches },
  differences,
  isBalanced,
  checkedAt,
  declared,
  declaredByName,
  declaredAt,
});

const historyOf = ({ day, counts, isBalanced, declared }: DayRow) => ({
  day,
  received: counts.messages.received,
  isBalanced: isBalanced && (declared === null || declared === counts.messages.received),
  declared,
});

const alarmView = ({ lastSeenAt: _seen, toldAt: _told, ...alarm }: AlarmRow) => ({
  ...alarm,
  maySettle: alarm.closedAt === null && SETTLED_BY_HAND.includes(alarm.kind),
});
