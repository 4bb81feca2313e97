import type { Transaction } from '../../db/client';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { refuse } from '../platform/outcome';
import { readSessionStart } from './read-session';

/** A person has just proven who she is: neither her data nor her means of identification are handed to whoever found an open telephone. */
export const FRESH_MS = 10 * 60_000;

/**
 * Answers null within ten minutes of a whole log-in, else the refusal; while the first means are being set up the session itself is that short.
 * @see ASVS 5.0, 7.5.1
 */
export async function requireFresh(ctx: Context<PatientActor>, tx: Transaction) {
  if (ctx.actor.stage !== 'full') return null;
  const began = await readSessionStart(tx, ctx.actor.sessionId);
  return began !== null && ctx.now().getTime() - began.getTime() <= FRESH_MS ? null : refuse('fresh-proof-needed');
}
