import type { Transaction } from '../../db/client';
import { readDossierState, readObservationHistory } from '../dossier/read-dossier';
import { classOf } from '../dossier/values';
import type { Context } from '../platform/context';
import { keepDifferences } from '../validation/keep-differences';
import { isValidation } from '../validation/kinds';
import { readDecidedObservationIds, readDecisions } from '../validation/read-decisions';
import { isWhollyAnswered, readOpenRequests, readRequestedAmong } from '../validation/read-requests';
import { settleRequest } from '../validation/settle-request';
import { compareWithDecision, type DecidedLine } from './compare-rules';
import { statusToSend } from './decision-message';
import { personOfUser } from './source-store';
import { acknowledgedAmong, acknowledgedDecisions } from './store';
import type { ReceivedMessages, SaidLine } from './types';

/** Which of these dossiers have anything to compare: a decision that the LIS acknowledged, or a request that waits for its answer. */
export async function comparedAmong(tx: Transaction, dossierIds: readonly string[]): Promise<Set<string>> {
  return new Set([...(await acknowledgedAmong(tx, dossierIds)), ...(await readRequestedAmong(tx, dossierIds))].toSorted());
}

/**
 * Reads what a LIS says of a dossier against what it was told: a request is answered by the first later word (MSH-7) on everything that was asked
 * for, the same value included; a decision that the LIS had acknowledged and now contradicts is shown until they agree again. Repeating it changes
 * nothing.
 */
export async function compareWithLis(ctx: Context, tx: Transaction, received: ReceivedMessages, dossierId: string): Promise<void> {
  const acknowledged = await acknowledgedDecisions(tx, dossierId);
  const open = await readOpenRequests(tx, dossierId);
  if (acknowledged.length === 0 && open.length === 0) return;
  const state = await readDossierState(tx, dossierId);
  if (!state) return;
  const { laboratoryId, accessionNumber } = state.dossier;
  const since = (at: Date) => received.linesSince(tx, laboratoryId, accessionNumber, at);
  for (const request of open)
    if (isWhollyAnswered(request, saidIn(await since(request.effectiveAt)))) await settleRequest(ctx, tx, request.id, { state: 'answered' });
  if (acknowledged.length > 0) await compareDecisions(ctx, tx, received, { dossierId, laboratoryId, accessionNumber, acknowledged, since });
}

function saidIn(lines: readonly SaidLine[]): { keys: Set<string>; codes: Set<string> } {
  const told = lines.filter(({ status }) => classOf(status) !== 'awaited');
  return { keys: new Set(told.map(({ observationKey }) => observationKey)), codes: new Set(told.flatMap(({ codes }) => codes)) };
}

interface Comparing {
  dossierId: string;
  laboratoryId: string;
  accessionNumber: string;
  acknowledged: readonly { decisionId: string; at: Date }[];
  since: (at: Date) => Promise<SaidLine[]>;
}

async function compareDecisions(ctx: Context, tx: Transaction, received: ReceivedMessages, comparing: Comparing): Promise<void> {
  const { dossierId, laboratoryId, accessionNumber, acknowledged, since } = comparing;
  const history = await readObservationHistory(tx, dossierId);
  const decisions = new Map((await readDecisions(tx, dossierId)).map((decision) => [decision.id, decision]));
  /** Of each result the last decision that was acknowledged. */
  const last = new Map<string, { decisionId: string; at: Date; decided: Omit<DecidedLine, 'isEchoed'>; label: string }>();
  for (const { decisionId, at } of acknowledged) {
    const decision = decisions.get(decisionId);
    if (!decision) continue;
    const person = decision.userId === null ? undefined : await personOfUser(tx, decision.userId);
    const covered = new Set(await readDecidedObservationIds(tx, decisionId));
    for (const version of history.filter(({ id }) => covered.has(id))) {
      // Of what was refused nothing is expected but another measurement.
      last.delete(version.observationKey);
      if (!isValidation(decision.kind)) continue;
      const message = await received.byId(tx, version.messageId);
      const source = message?.results.find((line) => line.observationKey === version.observationKey && line.accessionNumber === accessionNumber);
      if (!message || !source) continue;
      last.set(version.observationKey, {
        decisionId,
        at,
        label: version.label,
        decided: {
          line: received.lineOf(message.message, version.observationKey, source.obx),
          status: statusToSend(version.status, false),
          biologist: { rppsNumber: decision.deciderRpps, familyName: person?.familyName ?? decision.deciderName },
        },
      });
    }
  }
  for (const [observationKey, { decisionId, at, decided, label }] of last) {
    const lines = (await since(at)).filter((line) => line.observationKey === observationKey);
    const said = lines.at(-1);
    if (!said) continue;
    const isEchoed = lines.some(({ status }) => status === 'F' || status === 'C');
    const difference = compareWithDecision({ ...decided, isEchoed }, said);
    await keepDifferences(ctx, tx, { dossierId, laboratoryId, decisionId, observationKey, label, difference });
  }
}
