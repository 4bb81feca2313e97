import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { readDecision, readDossierFacts } from '../validation/read-decisions';
import { displayedHashOf, fingerprintOf, statementOf } from '../validation/statement';
import { isOpenTo } from './rules';
import { findPack, type IntentRow, insertIntent, intentsAmong, wasPacked } from './store';
import type { Intent, SettledIntent } from './types';

/** Whether this session may send anything back from this pack now. */
export async function isPackOpen(ctx: Context<ProfessionalActor>, tx: Transaction, packId: string): Promise<boolean> {
  const pack = await findPack(tx, packId);
  return pack !== undefined && isOpenTo(pack, ctx.actor, ctx.now());
}

/**
 * The fingerprint that a signature would be put under, if the dossier is exactly what was seen on the tablet: what left with this pack, and what is there now, have the
 * very hash that the intent is bound to. Else why not.
 */
export async function exactOf(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  packId: string,
  intent: Intent,
): Promise<{ fingerprint: string } | { code: string }> {
  const { dossierId, displayed } = intent;
  const facts = (await wasPacked(tx, { packId, dossierId, displayed })) ? await readDossierFacts(tx, dossierId) : null;
  const patient = facts && (await readPatient(tx, facts.state.dossier.patientId));
  if (!facts || !patient || !ctx.actor.siteIds.includes(facts.state.dossier.siteId)) return { code: 'not-found' };
  const shown = { ...facts, patient };
  if (displayedHashOf(shown) !== displayed) return { code: 'dossier-changed' };
  return { fingerprint: fingerprintOf(statementOf(shown, intent, ctx.actor)) };
}

/** What became of an intent before, however often it is asked. */
export async function settledBefore(tx: Transaction, id: string): Promise<SettledIntent | null> {
  const [row] = await intentsAmong(tx, [id]);
  return row ? settledOf(tx, row) : null;
}

/** Gives an intent back for good, with the reason: whoever wants the same decides anew on what is there now. */
export async function giveBack(ctx: Context<ProfessionalActor>, tx: Transaction, packId: string, intent: Intent, code: string): Promise<SettledIntent> {
  const row = { ...rowOf(ctx, packId, intent), state: 'returned', code, decisionId: null, batchId: null, isUnread: false };
  await insertIntent(tx, row);
  const isKnown = code !== 'not-found';
  await append(tx, ctx, {
    action: 'pack.return',
    outcome: 'refused',
    ...(isKnown ? { dossierId: intent.dossierId } : {}),
    subjectId: intent.id,
    detail: { code, kind: intent.kind },
  });
  return settledOf(tx, row);
}

/** An intent became a decision. */
export async function noteApplied(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  packId: string,
  intent: Intent,
  made: { decisionId: string; batchId: string; isUnread: boolean },
): Promise<SettledIntent> {
  const row = { ...rowOf(ctx, packId, intent), state: 'applied', code: null, decisionId: made.decisionId, batchId: made.batchId, isUnread: made.isUnread };
  await insertIntent(tx, row);
  await append(tx, ctx, { action: 'pack.apply', dossierId: intent.dossierId, subjectId: intent.id, detail: { kind: intent.kind, decision: made.decisionId } });
  return settledOf(tx, row);
}

const rowOf = (ctx: Context<ProfessionalActor>, packId: string, { id, dossierId, kind, displayed }: Intent) => ({
  id,
  packId,
  userId: ctx.actor.userId,
  dossierId,
  kind,
  displayed,
  settledAt: ctx.now(),
});

async function settledOf(tx: Transaction, { id, dossierId, state, code, decisionId, isUnread }: Told): Promise<SettledIntent> {
  const decision = decisionId === null ? null : await readDecision(tx, decisionId);
  return {
    id,
    dossierId,
    state: state as SettledIntent['state'],
    code,
    decisionId,
    signedAt: decision?.signedAt ?? null,
    effectiveAt: decision?.effectiveAt ?? null,
    isUnread,
  };
}

type Told = Pick<IntentRow, 'id' | 'dossierId' | 'state' | 'code' | 'decisionId' | 'isUnread'>;
