import type { WorklistHighlight, WorklistReading, WorklistRequest } from '../../db/schema/validation';
import { OTHER_CHAPTER } from '../catalogue/chapters';
import type { TestDefinition } from '../catalogue/read-catalogue';
import type { UrgentDelays } from '../catalogue/read-delays';
import type { DossierRecord } from '../dossier/read-dossier';
import type { VersionRecord } from '../dossier/read-dossiers';
import { displayUnit, displayValue, flagOf, isAbnormal, isCritical } from '../dossier/values';
import { gravest } from '../expertise/evaluate';
import type { VerdictRecord } from '../expertise/read-verdicts';
import { EFFECTS } from '../expertise/types';
import type { PatientRecord } from '../patient/read-patient';
import { plainText } from '../platform/plain-text';
import { instantToTheMinute } from '../platform/written-instant';
import type { PartState } from './part-rules';
import { isOpenRequest } from './request-rules';
import type { RequestRow } from './request-store';
import { deadlineOf, dossierStandingOf, rankOf } from './rules';
import type { ReadingRow } from './second-reading-store';
import type { DecisionRow, WorklistRow } from './store';
import type { IdentityReview, StandingOfObservation, VersionDecision } from './types';

/** What a dossier is made of, as far as its line of the worklist tells it. */
export interface WorklistFacts {
  dossier: DossierRecord;
  /** Every version of every result, newest first per result. */
  history: readonly VersionRecord[];
  /** The newest version of each, by position. */
  observations: readonly VersionRecord[];
  standings: readonly StandingOfObservation[];
  /** Those in force, by version. */
  decided: readonly VersionDecision[];
  identity: IdentityReview | null;
  decisions: readonly DecisionRow[];
  requests: readonly RequestRow[];
  /** Every second reading, oldest first. */
  readings: readonly ReadingRow[];
  /** What the rules said of the revision that it stands at; null = not asked yet. */
  verdict: Pick<VerdictRecord, 'results' | 'isApproved'> | null;
  /** Where the parts stand that other laboratories executed. */
  parts: readonly PartState[];
  /** How many decisions and takings-back of parts there were. */
  partsSeen: number;
}

/** What the line needs of elsewhere. */
export interface WorklistNames {
  now: Date;
  person: PatientRecord | null;
  wardName: string | null;
  /** Since when the line is there. */
  arrivedAt: Date | null;
  definitions: ReadonlyMap<string, TestDefinition>;
  delays: UrgentDelays;
  /** Executing laboratories that the group knows, by FINESS number. */
  executing: ReadonlyMap<string, Executing>;
}

export interface Executing {
  laboratoryId: string;
  siteId: string;
  shortName: string;
}

/** The one line of the worklist that speaks of this dossier. Everything comes from the pure standing function; nothing is carried over but since when it is there. */
export function worklistRow(facts: WorklistFacts, { now, person, wardName, arrivedAt, definitions, delays, executing }: WorklistNames): WorklistRow {
  const { dossier } = facts;
  const open = withStanding(facts, ['awaiting', 'held', 'refused']);
  const critical = open.filter(({ observation }) => isCritical(flagOf(observation.interpretation)));
  const abnormal = open.filter(({ observation }) => isAbnormal(flagOf(observation.interpretation)));
  const isModified = open.some(({ standing }) => standing.replacesId !== null);
  const collectedAt = instantToTheMinute(dossier.collectedAt, dossier.collectedText);
  const priority = dossier.priority as 'stat' | 'urgent' | 'routine';
  const ruled = rulesOn(facts, open);
  const patientName = person ? [person.birthFamilyName, person.firstGivenName].join(' ').trim() : '';
  const ward = wardName ?? dossier.wardCode;
  const place = [ward, [dossier.room, dossier.bed].filter((text) => text !== '').join(', lit ')].filter((text) => text !== '').join(', ');
  const setAside = new Set(withStanding(facts, ['held', 'refused']).map(({ standing }) => standing.decisionId));
  return {
    dossierId: dossier.id,
    siteId: dossier.siteId,
    laboratoryId: dossier.laboratoryId,
    standing: dossierStandingOf(facts.standings, facts.identity),
    revision: dossier.revision,
    accessionNumber: dossier.accessionNumber,
    patientName,
    patientSex: person?.sex ?? 'U',
    patientBirthDate: person?.birthDate ?? null,
    place,
    priority,
    // A delay never runs from an hour that nobody wrote.
    requestedAt: instantToTheMinute(dossier.requestedAt, dossier.requestedText),
    collectedAt,
    deadlineAt: deadlineOf(
      priority,
      collectedAt,
      open.map(({ observation }) => delays.of(dossier.laboratoryId, observation.code)),
    ),
    arrivedAt: arrivedAt ?? now,
    criticalCount: critical.length,
    abnormalCount: abnormal.length,
    awaitingCount: withStanding(facts, ['awaiting']).length,
    highlights: highlightsOf(facts, open),
    awaited: withStanding(facts, ['awaited']).map(({ observation }) => observation.label),
    remindedAt: remindedAtOf(facts, setAside),
    reading: readingOf(facts, open),
    holdReason: reasonOf(facts.decisions.findLast((decision) => setAside.has(decision.id))),
    requested: requestedOf(facts, definitions),
    isModified,
    isAutomatic: facts.decisions.some(({ kind, state }) => kind === 'auto' && state === 'pending'),
    isBedside: facts.observations.some(({ origin }) => origin !== ''),
    identityChanges: facts.identity?.changes.map(({ trait }) => trait) ?? [],
    ruleEffect: ruled.effect,
    findingCount: ruled.count,
    ward,
    chapters: [...new Set(open.map(({ observation }) => definitions.get(observation.code)?.chapter ?? OTHER_CHAPTER))].toSorted(),
    search: plainText([patientName, person?.usedFamilyName ?? '', dossier.accessionNumber, place].join(' ')),
    plannedFor: dossier.plannedFor,
    // The place in the order is the database's: calls are not this room's, and it hears of them where they are written.
    openCallAt: null,
    tier: 5,
    pressesAt: arrivedAt ?? now,
    part: '',
    partOf: null,
    partsAwaited: awaitedOf(facts, executing),
    partsSeen: facts.partsSeen,
    rank: rankOf({
      priority,
      hasCritical: critical.length > 0 || ruled.cannotWait || facts.standings.some(({ isReminded }) => isReminded === true),
      isModified: isModified || facts.identity !== null,
    }),
  };
}

/** Executing laboratories whose validation is awaited of what is still open. */
const awaitedOf = ({ parts, standings }: WorklistFacts, executing: WorklistNames['executing']): string[] => {
  const open = new Set(standings.filter(({ standing }) => ['awaiting', 'held', 'refused'].includes(standing)).map(({ observationKey }) => observationKey));
  const awaited = parts.filter(({ standing, observationKey }) => standing !== 'validated' && open.has(observationKey));
  return [...new Set(awaited.map(({ finessNumber, performerName }) => executing.get(finessNumber)?.shortName ?? (performerName || finessNumber)))];
};

/** A second reader is asked for, or the last signature on what is still open was given back by one. */
function readingOf({ decisions, readings }: WorklistFacts, open: readonly StandingObservation<VersionRecord>[]): WorklistReading | null {
  const asked = readings.find(({ state }) => state === 'asked');
  const signed = decisions.find(({ id }) => id === asked?.decisionId);
  if (asked && signed) return { state: 'asked', by: signed.deciderName, at: signed.signedAt.toISOString(), reason: '' };
  const last = readings.at(-1);
  if (open.length === 0 || last?.state !== 'refused' || decisions.some(({ signedAt }) => last.readAt !== null && signedAt > last.readAt)) return null;
  return { state: 'refused', by: last.readerName ?? '', at: (last.readAt ?? last.askedAt).toISOString(), reason: last.reason };
}

/** Since when a hold in force asks to be looked at again. */
const remindedAtOf = ({ decisions }: WorklistFacts, setAside: ReadonlySet<string | null>): Date | null =>
  decisions.findLast(({ id, remindedAt }) => setAside.has(id) && remindedAt !== null)?.remindedAt ?? null;

const reasonOf = (decision: DecisionRow | undefined): string =>
  decision ? `${decision.kind === 'refuse' ? 'refusé, contrôle demandé : ' : ''}${decision.holdReason}` : '';

/** What the rules say of the results that are still open. A set that no biologist of the laboratory has approved informs: it moves nothing. */
function rulesOn({ verdict }: WorklistFacts, open: readonly StandingObservation<VersionRecord>[]): { effect: string; count: number; cannotWait: boolean } {
  const found = open.flatMap(({ observation }) => EFFECTS.find((effect) => effect === verdict?.results[observation.id]?.effect) ?? []);
  const effect = gravest(found.filter((one) => one !== 'inform'));
  return { effect: effect ?? '', count: found.length, cannotWait: verdict?.isApproved === true && (effect === 'call' || effect === 'block') };
}

/** The codes whose definitions the line needs. */
export const codesIn = ({ observations, requests }: WorklistFacts): string[] => [
  ...observations.map(({ code }) => code),
  ...requests.filter(isOpenRequest).flatMap(({ testCodes }) => testCodes),
];

interface StandingObservation<T> {
  standing: StandingOfObservation;
  observation: T;
}

/** The results that stand so, in their order. */
export function withStanding<T extends { observationKey: string }>(
  { standings, observations }: { standings: readonly StandingOfObservation[]; observations: readonly T[] },
  wanted: readonly StandingOfObservation['standing'][],
): StandingObservation<T>[] {
  const byKey = new Map(standings.map((standing) => [standing.observationKey, standing]));
  return observations.flatMap((observation) => {
    const standing = byKey.get(observation.observationKey);
    return standing && wanted.includes(standing.standing) ? [{ standing, observation }] : [];
  });
}

const requestedOf = ({ observations, requests }: WorklistFacts, definitions: ReadonlyMap<string, TestDefinition>): WorklistRequest[] =>
  requests.filter(isOpenRequest).map((request) => ({
    kind: request.kind,
    requestedAt: request.requestedAt.toISOString(),
    state: request.state,
    labels: [
      ...observations.filter(({ observationKey }) => request.observationKeys.includes(observationKey)).map(({ label }) => label),
      ...request.testCodes.map((code) => definitions.get(code)?.label ?? code),
    ],
  }));

/** Critical results first, then what was changed, then the other abnormal ones; never more than four, the card has all. */
function highlightsOf(facts: WorklistFacts, open: readonly StandingObservation<VersionRecord>[]): WorklistHighlight[] {
  const weight = ({ standing, observation }: StandingObservation<VersionRecord>) => {
    const flag = flagOf(observation.interpretation);
    if (isCritical(flag)) return 0;
    if (standing.replacesId !== null) return 1;
    return isAbnormal(flag) ? 2 : 3;
  };
  return [...open]
    .filter((item) => weight(item) < 3)
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, 4)
    .map(({ standing, observation }) => {
      const replaced = facts.history.find((version) => version.id === standing.replacesId);
      return {
        label: observation.label,
        value: displayValue({ values: observation.values, number: numberOf(observation.number) }),
        unit: displayUnit(observation.unit),
        flag: flagOf(observation.interpretation),
        changedFrom: replaced ? displayValue({ values: replaced.values, number: numberOf(replaced.number) }) : null,
      };
    });
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
