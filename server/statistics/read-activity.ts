import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { readSites, type SiteRecord } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { dayAfter, dayOf, startOf } from '../platform/paris-days';
import { daysFrom, delayOf, sameWeekdaysBefore, TARGETS_MS, UNREAD_MS, usualOf } from './rules';
import { type CountRow, countActivity, countCalls, countPerDay, countPerHour, countWaitingBefore } from './store';
import type { Activity, ActivityInput } from './types';

const SERIES_DAYS = 30;

/** Answers the activity of a manager's own sites: the policies of the database count nothing else for her. */
export async function readActivity(ctx: Context<ProfessionalActor>, input: ActivityInput): Promise<Outcome<Activity, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'activity.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const all = (await readSites(tx)).filter((site) => ctx.actor.siteIds.includes(site.id));
    const sites = input.siteId === null ? all : all.filter((site) => site.id === input.siteId);
    const now = ctx.now();
    const today = dayOf(now);
    const period = { from: startOf(input.from), to: startOf(dayAfter(input.to, 1)), siteId: input.siteId };
    const counted = await countActivity(tx, period, { now, urgentMs: TARGETS_MS.urgent, routineMs: TARGETS_MS.routine, unreadMs: UNREAD_MS });
    const rowOf = (siteId: string | null): CountRow => counted.find((row) => row.siteId === siteId) ?? { ...NOTHING, siteId };
    const rows = [{ id: null, name: 'Tous' }, ...sites].map(({ id, name }) => ({ name, row: rowOf(id) }));
    const calls = await countCalls(tx, period, now);
    const delays = rows.length === 2 ? rows.slice(1) : rows;
    return done({
      at: now,
      from: input.from,
      to: input.to,
      today,
      sites: all.map(({ id, name, laboratoryId }) => ({ id, name, laboratoryId })),
      total: countsOf('Tous', rowOf(null)),
      bySite: rows.slice(1).map(({ name, row }) => countsOf(name, row)),
      waitingBefore: await countWaitingBefore(tx, period.from, input.siteId),
      delays: {
        urgent: delays.map(({ name, row }) => ({ siteId: row.siteId, name, ...delayOf(row.urgentCount, row.urgentMedian, row.urgentNinetieth) })),
        routine: delays.map(({ name, row }) => ({ siteId: row.siteId, name, ...delayOf(row.routineCount, row.routineMedian, row.routineNinetieth) })),
        targetsMs: TARGETS_MS,
      },
      calls: sites.flatMap(({ id, name }) =>
        calls
          .filter((row) => row.siteId === id)
          .map(({ opened, inTime, late, waiting, byReader, medianSeconds }) => ({
            siteId: id,
            name,
            opened,
            inTime,
            late,
            waiting,
            byReader,
            medianMs: medianSeconds === null ? null : medianSeconds * 1000,
          })),
      ),
      hours: input.to === today ? await hoursOf(tx, sites, today, input.siteId) : [],
      days: await daysOf(tx, sites, input.to, input.siteId),
    });
  });
}

const NOTHING = {
  received: 0,
  validated: 0,
  completed: 0,
  available: 0,
  read: 0,
  waitingLate: 0,
  unreadLate: 0,
  urgentCount: 0,
  urgentMedian: null,
  urgentNinetieth: null,
  routineCount: 0,
  routineMedian: null,
  routineNinetieth: null,
};

const countsOf = (name: string, { siteId, received, validated, completed, available, read, waitingLate, unreadLate }: CountRow) => ({
  siteId,
  name,
  received,
  validated,
  completed,
  available,
  read,
  waitingLate,
  unreadLate,
});

async function hoursOf(tx: Transaction, sites: readonly SiteRecord[], today: string, siteId: string | null): Promise<Activity['hours']> {
  const earlier = sameWeekdaysBefore(today);
  const range = { from: startOf(earlier.at(-1) ?? today), to: startOf(dayAfter(today, 1)), siteId };
  const rows = await countPerHour(tx, [today, ...earlier], range);
  // A day on which nothing was received at all (not yet running, cut off) says nothing of what is usual.
  const weekdays = earlier.filter((day) => rows.some((row) => row.day === day));
  return sites.map(({ id, name }) => {
    const countAt = (day: string, hour: number) => rows.find((row) => row.siteId === id && row.day === day && row.hour === hour)?.count ?? 0;
    const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, count: countAt(today, hour), usual: usualOf(weekdays.map((day) => countAt(day, hour))) }));
    return { siteId: id, name, weeks: weekdays.length, total: hours.reduce((sum, { count }) => sum + count, 0), hours };
  });
}

async function daysOf(tx: Transaction, sites: readonly SiteRecord[], to: string, siteId: string | null): Promise<Activity['days']> {
  const days = daysFrom(dayAfter(to, 1 - SERIES_DAYS), to);
  const rows = await countPerDay(tx, { from: startOf(days[0] ?? to), to: startOf(dayAfter(to, 1)), siteId });
  return sites.map(({ id, name }) => {
    const series = days.map((day) => {
      const row = rows.find((candidate) => candidate.siteId === id && candidate.day === day);
      return { day, received: row?.received ?? 0, validated: row?.validated ?? 0 };
    });
    return { siteId: id, name, total: series.reduce((sum, { received }) => sum + received, 0), days: series };
  });
}
