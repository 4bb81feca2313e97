import type { ControlRecord } from '../dossier/control-rules';
import { controlStateOf } from '../dossier/control-words';
import { listedDocuments } from '../dossier/document-schema';
import type { ObservationRecord } from '../dossier/read-dossier';
import { displayRange, displayUnit, displayValue, flagOf, unknownFlags } from '../dossier/values';
import { coarseIso } from '../platform/written-instant';
import { controlShown } from './card-controls';
import { findingsOn } from './card-findings';
import type { CardPrior, CardResult } from './card-result';
import { deltaOf, removalInWords } from './card-rules';
import type { DifferenceRow } from './difference-store';
import { earlierValues } from './earlier-values';
import type { DossierFacts } from './project-worklist';
import { absenceOfPriors, type MuteLink } from './read-priors';
import { isOpenRequest } from './request-rules';
import type { RequestRow } from './request-store';
import { isSameName } from './same-name';
import type { DecisionRow } from './store';
import type { StandingOfObservation } from './types';

export interface Making {
  /** Name of who reads. */
  reader: string;
  zone: string;
  facts: DossierFacts;
  decisions: readonly DecisionRow[];
  /** Every request to the laboratory, whatever became of it. */
  requests: readonly RequestRow[];
  differences: readonly DifferenceRow[];
  priors: ReadonlyMap<string, CardPrior[]>;
  controls: ReadonlyMap<string, ControlRecord[]>;
  mute: readonly MuteLink[];
  /** Legal entities whose results are not consulted. */
  unshared: readonly string[];
  ownFiness: string;
  /** The part of an executing laboratory, of a result that has one. */
  partOf: (observationId: string) => CardResult['part'];
  /** Where the results stand for who reads. */
  standings: readonly StandingOfObservation[];
  isDecidable: (observation: ObservationRecord) => boolean;
}

/** Makes a result of the card of what is known of it. */
export function resultMaker({
  reader,
  zone,
  facts,
  decisions,
  requests,
  differences,
  priors,
  controls,
  mute,
  unshared,
  ownFiness,
  partOf,
  standings: shownStandings,
  isDecidable,
}: Making) {
  const standings = new Map(shownStandings.map((standing) => [standing.currentId, standing]));
  const openRequests = requests.filter(isOpenRequest);
  const timed = (version: ObservationRecord): ObservationRecord => ({ ...version, analysedAt: analysedAtOf(version, facts.state.dossier.collectedAt) });
  const history = facts.history.map(timed);
  return (observation: ObservationRecord): CardResult => {
    const standing = standings.get(observation.id);
    const decision = decisions.find((candidate) => candidate.id === standing?.decisionId);
    const replaced = facts.history.find((version) => version.id === standing?.replacesId);
    const number = observation.number === null ? null : Number(observation.number);
    const ownPriors = priors.get(observation.id) ?? [];
    const isOfThis = ({ observationKeys }: RequestRow) => observationKeys.includes(observation.observationKey);
    return {
      id: observation.id,
      label: observation.label,
      localCode: observation.localCode,
      subId: observation.subId,
      value: shown(observation),
      isNumeric: number !== null && observation.values.length === 1,
      number,
      comparator: observation.comparator,
      unit: displayUnit(observation.unit),
      referenceRange: displayRange(observation.referenceRange),
      referenceLow: observation.referenceLow === null ? null : Number(observation.referenceLow),
      referenceHigh: observation.referenceHigh === null ? null : Number(observation.referenceHigh),
      flag: flagOf(observation.interpretation),
      lisWords: unknownFlags(observation.interpretation),
      status: observation.status,
      standing: standing?.standing ?? 'awaiting',
      isReminded: standing?.isReminded === true,
      removal: removalInWords(observation.status),
      notes: observation.notes,
      method: observation.method,
      equipment: observation.equipment,
      origin: observation.origin,
      analysedAt: analysedAtOf(observation, facts.state.dossier.collectedAt),
      technician: observation.responsibleObserver,
      isOwnTechnical: isSameName(observation.responsibleObserver, reader),
      performedBy:
        observation.performerFiness !== '' && observation.performerFiness !== ownFiness ? observation.performerName || observation.performerFiness : null,
      part: partOf(observation.id),
      isDecidable: isDecidable(observation),
      analyserFlags: observation.analyserFlags,
      qualityControl: observation.qualityControl,
      qualityState: controlStateOf(observation.qualityControl),
      controls: (controls.get(observation.id) ?? []).map(controlShown),
      valuesBefore: observation.valuesBefore.map(decimalComma),
      dilution: observation.dilution,
      statusAt: observation.statusAt,
      statusOn: coarseIso(observation.statusAt, observation.statusText, zone),
      earlier: earlierValues(
        timed(observation),
        history,
        requests.filter((request) => isOfThis(request) && request.state !== 'cancelled').map(({ requestedAt }) => requestedAt),
      ).map(({ version, why }) => ({ value: shown(version), at: version.analysedAt ?? version.recordedAt, why })),
      replaces: replaced ? shown(replaced) : null,
      delta: deltaOf({ number, comparator: observation.comparator, unit: displayUnit(observation.unit) }, ownPriors[0]),
      priors: ownPriors,
      priorAbsence: ownPriors.length > 0 ? null : absenceOfPriors(facts, priors.get(observation.id), mute, unshared),
      findings: findingsOn(facts, observation.id),
      rules: facts.expertise?.verdict.results[observation.id]?.rules ?? 0,
      documents: listedDocuments(facts.state.documents, observation.id),
      decision: decision ? { by: decision.deciderName, at: decision.signedAt, kind: decision.kind, reason: decision.holdReason } : null,
      requests: openRequests
        .filter(isOfThis)
        .map((request) => ({ id: request.id, kind: request.kind as 'rerun' | 'dilution' | 'recollection', at: request.requestedAt, state: request.state })),
      differences: differences
        .filter(({ observationKey }) => observationKey === observation.observationKey)
        .map(({ id, kind, decided, said, openedAt }) => ({ id, kind: kind as CardResult['differences'][number]['kind'], decided, said, at: openedAt })),
    };
  };
}

/** When the first of these results was analysed, at the precision that was sent. */
export function analysisOf(own: readonly ObservationRecord[], collectedAt: Date | null, zone: string): { analysedAt: Date | null; analysedOn: string | null } {
  const first = own.find((observation) => analysedAtOf(observation, collectedAt) !== null);
  const analysedAt = first ? analysedAtOf(first, collectedAt) : null;
  const text = first?.analysedAt ? first.analysedText : (first?.observedText ?? '');
  return { analysedAt, analysedOn: coarseIso(analysedAt, text, zone) };
}

/** When the results of a panel got the status that they have; null where that is not one instant, and each then says its own. */
export function statusAtOf(own: readonly ObservationRecord[]): Date | null {
  const told = own.filter(({ status, statusAt }) => statusAt !== null && status !== 'I' && status !== 'O');
  const [first] = told;
  return first && told.every(({ statusAt }) => statusAt?.getTime() === first.statusAt?.getTime()) ? first.statusAt : null;
}

/** Systems without OBX-19 write the time of the analysis in OBX-14; there it may also be the sampling, which is no analysis. */
function analysedAtOf(observation: ObservationRecord, collectedAt: Date | null): Date | null {
  if (observation.analysedAt !== null) return observation.analysedAt;
  return observation.observedAt?.getTime() === collectedAt?.getTime() ? null : observation.observedAt;
}

/** « 6.9 » as a person reads it; any other text verbatim. */
const decimalComma = (value: string): string => (/^[<>]?=?\s*-?\d+\.\d+$/.test(value) ? value.replace('.', ',') : value);

export const shown = (observation: Pick<ObservationRecord, 'values' | 'number'>): string =>
  displayValue({ values: observation.values, number: observation.number === null ? null : Number(observation.number) });
