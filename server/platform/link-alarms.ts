import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { linkAlarm } from '../../db/schema/platform';
import { append } from '../audit/append';
import type { Context } from './context';
import { newId } from './ids';
import { announce } from './live';

/** What may be wrong with a link, in one word each; the French sentences are in `app/_text/link-alarms.ts`. */
export const ALARM_KINDS = [
  /** Silent for longer than this hour of this kind of day explains. */
  'link-silent',
  /** A number of MSH-13 that never came. */
  'sequence-gap',
  /** The trailer of a batch announces another number of messages than came with it. */
  'batch-count',
  /** The LIS counts another number of messages than Relais. */
  'declared-count',
  /** An equation of a day does not balance, or two books of the same thing differ. */
  'day-unbalanced',
  'message-stuck',
  'quarantine-forgotten',
  'repair-forgotten',
  'task-stuck',
  'outbound-late',
  'outbound-refused',
  'decision-untold',
  'report-missing',
  'availability-untold',
  'reading-untold',
  /** What the LIS says afterwards is not what was decided. */
  'outbound-differs',
  /** The laboratory owes an answer to what a biologist asked of it. */
  'request-late',
  /** A critical result that nobody has announced in time. */
  'call-overdue',
  /** A control out of its limits came after results that it speaks of had been validated. */
  'control-late',
  /** A hold asked to be looked at again, and nobody has opened its dossier since. */
  'hold-forgotten',
  /** A result came in a unit that a row of the policy of calls cannot be applied to. */
  'call-unreadable',
  'certificate-expiring',
  'folder-absent',
  'device-silent',
  /** Nobody is on duty at a site within a day. */
  'duty-gap',
  /** A hand-over that nobody has accepted, or that nobody has offered though the night is over. */
  'handover-open',
  'handover-missing',
  /** Somebody could not be woken by any way. */
  'wake-failed',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export interface LinkAlarm {
  kind: AlarmKind;
  /** Null for what concerns no single laboratory. */
  laboratoryId: string | null;
  /** What it is about, in codes only: a profile, a day, a range of numbers. One alarm is open per kind, laboratory and subject. */
  subject: string;
  /** Counts, instants, numbers of dossiers; never a name, a value or a text of a message. */
  detail?: Record<string, string | number | null | string[]>;
}

/**
 * Opens an alarm, or brings the open one up to date: the same thing never rings twice at once. One that a person has settled
 * stays settled while it says the same.
 * @returns whether it was opened just now
 */
export async function raiseAlarm(ctx: Context, tx: Transaction, { kind, laboratoryId, subject, detail = {} }: LinkAlarm): Promise<boolean> {
  const known = same({ kind, laboratoryId, subject });
  const seen = await tx
    .update(linkAlarm)
    .set({ lastSeenAt: ctx.now(), detail })
    .where(and(known, isNull(linkAlarm.closedAt)))
    .returning({ id: linkAlarm.id });
  if (seen.length > 0) return false;
  const settled = await tx
    .select({ id: linkAlarm.id })
    .from(linkAlarm)
    .where(and(known, isNotNull(linkAlarm.closedByName), sql`${linkAlarm.detail} = ${JSON.stringify(detail)}::jsonb`))
    .limit(1);
  if (settled.length > 0) return false;
  const at = ctx.now();
  const opened = await tx
    .insert(linkAlarm)
    .values({ id: newId(), kind, laboratoryId, subject, detail, openedAt: at, lastSeenAt: at })
    .onConflictDoNothing()
    .returning({ id: linkAlarm.id });
  const [row] = opened;
  if (!row) return false;
  await append(tx, ctx, { action: 'alarm.open', subjectId: row.id, detail: { kind, subject } });
  await announce(tx, 'exchanges', laboratoryId ?? 'none');
  return true;
}

/** Closes the alarm because its cause is gone; does nothing when none is open. */
export async function clearAlarm(ctx: Context, tx: Transaction, alarm: Pick<LinkAlarm, 'kind' | 'laboratoryId' | 'subject'>): Promise<void> {
  await closeWhere(ctx, tx, same(alarm));
}

/** Closes every open alarm of these kinds that nobody has seen since `before`: what a sweep found again, it has just brought up to date. */
export async function clearUnseen(ctx: Context, tx: Transaction, kinds: readonly AlarmKind[], before: Date): Promise<void> {
  for (const kind of kinds) await closeWhere(ctx, tx, and(eq(linkAlarm.kind, kind), lt(linkAlarm.lastSeenAt, before)));
}

async function closeWhere(ctx: Context, tx: Transaction, which: ReturnType<typeof and>): Promise<void> {
  const closed = await tx
    .update(linkAlarm)
    .set({ closedAt: ctx.now(), closedWhy: 'gone' })
    .where(and(which, isNull(linkAlarm.closedAt)))
    .returning({ id: linkAlarm.id, kind: linkAlarm.kind, subject: linkAlarm.subject, laboratoryId: linkAlarm.laboratoryId });
  for (const { id, kind, subject, laboratoryId } of closed) {
    await append(tx, ctx, { action: 'alarm.close', subjectId: id, detail: { kind, subject } });
    await announce(tx, 'exchanges', laboratoryId ?? 'none');
  }
}

const same = ({ kind, laboratoryId, subject }: Pick<LinkAlarm, 'kind' | 'laboratoryId' | 'subject'>) =>
  and(
    eq(linkAlarm.kind, kind),
    laboratoryId === null ? isNull(linkAlarm.laboratoryId) : eq(linkAlarm.laboratoryId, laboratoryId),
    eq(linkAlarm.subject, subject),
  );
