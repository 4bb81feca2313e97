import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/** Every fact a room can tell, past participles; who listens is written in `server/main/wiring.ts` and nowhere else. */
export type FactName =
  | 'message.stored'
  | 'replay.asked'
  | 'replay.continued'
  | 'mapping.made'
  | 'control.recorded'
  | 'delays.changed'
  | 'dossier.revised'
  | 'expertise.concluded'
  | 'rules.replay-asked'
  | 'identity.amended'
  | 'dossier.attached'
  | 'decision.signed'
  | 'hold.reminded'
  | 'part.moved'
  | 'validation.decided'
  | 'call.step-due'
  | 'call.notice-queued'
  | 'call.closed'
  | 'report.released'
  | 'report.available'
  | 'report.held'
  | 'notice.requested'
  | 'code.requested'
  | 'account-code.requested'
  | 'account-word.requested'
  | 'report.viewed'
  | 'report.acknowledged'
  | 'opposition.ended'
  | 'request.made'
  | 'outbound.queued'
  | 'wake.asked'
  | 'wake.overdue'
  | 'security.told';

export interface Fact {
  name: FactName;
  /** Facts of one dossier are handled in the order they were told. */
  dossierId: string | null;
  /** The row that the fact is about; a handler loads the rest itself. */
  subjectId: string;
}

/**
 * Tells a fact in the caller's transaction: it is heard if, and only if, the state change that it reports is committed.
 * `dueAt` later than `toldAt` lets it be heard later (the time to undo a signature).
 */
export async function tell(tx: Transaction, told: Fact, toldAt: Date, dueAt: Date = toldAt): Promise<void> {
  await tx.execute(sql`select tell(${told.name}, ${told.dossierId}, ${told.subjectId}, ${toldAt.toISOString()}, ${dueAt.toISOString()})`);
}

/**
 * Tells many facts of one name at once, in their order, and wakes nobody: it is for the worker, who looks after each batch whether anybody has something to do.
 * Facts that say the same thing of the same dossier are told once: whoever hears it reads what is there then.
 */
export async function tellTogether(tx: Transaction, name: FactName, facts: readonly Omit<Fact, 'name'>[], toldAt: Date): Promise<void> {
  const once = new Map(facts.map(({ dossierId, subjectId }) => [`${dossierId} ${subjectId}`, { dossier: dossierId, subject: subjectId }]));
  if (once.size === 0) return;
  await tx.execute(sql`select tell_many(${name}, ${JSON.stringify([...once.values()])}::text::json, ${toldAt.toISOString()})`);
}

/** What these facts are about, each once, in their order. */
export const subjectsOf = (facts: readonly Fact[]): string[] => [...new Set(facts.map(({ subjectId }) => subjectId))];
