import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import type { ObservationRecord } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import type { Card } from './card';
import type { CardResult } from './card-result';
import type { PartState } from './part-rules';
import { partDecisionsOfMany, partVersionIds } from './part-store';
import type { DossierFacts } from './project-worklist';
import { readOwnLaboratories } from './read-parts';
import { readSigningScope } from './signing-scope';
import type { StandingOfObservation } from './types';

export interface CardParts {
  scope: Card['scope'];
  /** The laboratory that the reader decides for, of a part. */
  partOf: (observationId: string) => CardResult['part'];
  /** Where the results stand for this reader: her own part by what her laboratory decided, everything else as it is. */
  standings: StandingOfObservation[];
  isDecidable: (observation: Pick<ObservationRecord, 'id'>) => boolean;
  decisions: Card['parts'];
}

/** The parts of executing laboratories, as whoever opens the card sees them: what is hers to decide, and what the others said. @see GBUI XIV-2, XIV-3.2 */
export async function readCardParts(tx: Transaction, ctx: Context<ProfessionalActor>, facts: DossierFacts): Promise<CardParts> {
  const ids = facts.state.observations.map(({ id }) => id);
  const may = ctx.actor.roles.includes('biologist') ? await readSigningScope(tx, ctx, facts, ids) : null;
  const part = may?.scope.part ?? null;
  const byId = new Map(facts.parts.map((state) => [state.observationId, state]));
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.finessNumber, laboratory]));
  const own = new Set((await readOwnLaboratories(tx, ctx.actor)).map(({ finessNumber }) => finessNumber));
  const nameOf = ({ finessNumber, performerName }: PartState) => laboratories.get(finessNumber)?.shortName ?? (performerName || finessNumber);
  const isMine = ({ finessNumber }: PartState) => (part ? finessNumber === part.finessNumber : own.has(finessNumber));
  return {
    scope: may === null ? { kind: 'read', laboratory: null } : part ? { kind: 'part', laboratory: part.name } : { kind: 'whole', laboratory: null },
    partOf: (observationId) => {
      const state = byId.get(observationId);
      if (!state) return null;
      const { standing, source, by, at, reason } = state;
      return { laboratory: nameOf(state), standing, source, by, at, reason, isMine: isMine(state) };
    },
    standings: part ? facts.standings.map((standing) => ownStanding(standing, byId.get(standing.currentId), part.finessNumber)) : facts.standings,
    isDecidable: ({ id }) => may !== null && (part === null || byId.get(id)?.finessNumber === part.finessNumber),
    decisions: facts.parts.length === 0 ? [] : await describeParts(tx, facts, own),
  };
}

/** What the whole has settled is settled; else what her laboratory decided of its part. */
function ownStanding(standing: StandingOfObservation, state: PartState | undefined, finessNumber: string): StandingOfObservation {
  const isSettled = ['validated', 'pending', 'awaited', 'dropped'].includes(standing.standing);
  if (isSettled || state?.finessNumber !== finessNumber) return standing;
  return { ...standing, standing: state.standing, decisionId: null, isReminded: false, isUnread: false };
}

async function describeParts(tx: Transaction, facts: DossierFacts, own: ReadonlySet<string>): Promise<Card['parts']> {
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory]));
  const rows = await partDecisionsOfMany(tx, [facts.state.dossier.id]);
  return Promise.all(
    rows.map(async (row) => {
      const versions = new Set(await partVersionIds(tx, row.id));
      const inForce = facts.parts.filter(({ decisionId }) => decisionId === row.id);
      const laboratory = laboratories.get(row.laboratoryId);
      const isSettled = inForce.some(({ observationId }) =>
        facts.standings.some(({ currentId, standing }) => currentId === observationId && (standing === 'validated' || standing === 'pending')),
      );
      return {
        id: row.id,
        laboratory: laboratory?.shortName ?? '',
        kind: row.kind as 'validate' | 'hold' | 'refuse',
        by: row.deciderName,
        signedAt: row.signedAt,
        comment: row.comment,
        reason: row.holdReason,
        results: [...new Set(facts.history.filter(({ id }) => versions.has(id)).map(({ label }) => label))],
        rules: row.rules,
        withdrawn: row.withdrawnAt && row.withdrawnByName ? { by: row.withdrawnByName, at: row.withdrawnAt, reason: row.withdrawReason } : null,
        isInForce: inForce.length > 0,
        mayWithdraw: row.withdrawnAt === null && inForce.length > 0 && !isSettled && own.has(laboratory?.finessNumber ?? ''),
      };
    }),
  );
}
