import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readDossierState } from '../dossier/read-dossier';
import { readVerdict } from '../expertise/read-verdicts';
import type { Context } from '../platform/context';
import { type DecisionRecord, readDecision } from '../validation/read-decisions';
import { isDrawn, SAMPLE_PERCENT } from './draw';
import { drawKey, insertSample } from './sample-store';
import { ShownSample } from './sample-types';
import { acceptancesInForce } from './store';

const Statement = z.object({ displayed: z.unknown() });

/**
 * Draws a decision that took effect, or not: of the automatic ones the share that was accepted, and of those that a biologist took on what the rules had kept for her
 * as large a share, so that nobody who looks knows which is which. Heard twice, it draws once.
 */
export async function drawSample(ctx: Context, tx: Transaction, decisionId: string): Promise<boolean> {
  const decision = await readDecision(tx, decisionId);
  if (!decision || decision.state !== 'effective' || decision.statement === null) return false;
  const isControl = decision.kind !== 'auto';
  const drawing = isControl ? await controlOf(ctx, tx, decision) : drawnBy(decision);
  if (!drawing || !isDrawn(await drawKey(tx), decisionId, drawing.percent)) return false;
  const state = await readDossierState(tx, decision.dossierId);
  if (!state) return false;
  const made = await insertSample(tx, {
    decisionId,
    dossierId: decision.dossierId,
    siteId: state.dossier.siteId,
    laboratoryId: state.dossier.laboratoryId,
    ruleSetVersionId: drawing.ruleSetVersionId,
    isControl,
    shown: shownOf(decision.statement),
    decidedAt: decision.signedAt,
    drawnAt: ctx.now(),
  });
  // Which of the two it is stays out of the trace too, until somebody has looked.
  if (made) await append(tx, ctx, { action: 'autoverification.draw', dossierId: decision.dossierId, subjectId: decisionId, detail: {} });
  return made;
}

const drawnBy = ({ automatic }: DecisionRecord) => automatic && { percent: automatic.samplePercent, ruleSetVersionId: automatic.ruleSetVersionId };

/** A biologist's own, on a dossier that the rules had something to say of, while automatic validation was accepted there. */
async function controlOf(ctx: Context, tx: Transaction, decision: DecisionRecord): Promise<{ percent: number; ruleSetVersionId: string } | null> {
  if (decision.kind !== 'validate') return null;
  const said = await readVerdict(tx, decision.dossierId, decision.revision);
  const versionId = said?.verdict.ruleSetVersionId ?? null;
  if (!said || versionId === null || said.verdict.outcome === 'clear') return null;
  const isAccepted = (await acceptancesInForce(tx, ctx.now())).some(({ ruleSetVersionId }) => ruleSetVersionId === versionId);
  return isAccepted ? { percent: SAMPLE_PERCENT, ruleSetVersionId: versionId } : null;
}

/** Only what medicine needs: neither who the person is, nor what the rules or anybody decided. */
const shownOf = (statement: string): ShownSample => ShownSample.parse(Statement.parse(JSON.parse(statement)).displayed);
